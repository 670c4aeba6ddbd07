/** The part of cli-progress that is used here; the package has no types of its own. */
declare module "cli-progress" {
  interface Options {
    readonly format?: string;
    readonly stream?: NodeJS.WritableStream;
    readonly clearOnComplete?: boolean;
    readonly hideCursor?: boolean;
    readonly barsize?: number;
  }

  class SingleBar {
    constructor(options: Options, preset?: object);
    start(total: number, startValue: number, payload?: object): void;
    increment(step?: number): void;
    stop(): void;
  }

  const cliProgress: { readonly SingleBar: typeof SingleBar; readonly Presets: { readonly shades_classic: object } };
  export default cliProgress;
}
