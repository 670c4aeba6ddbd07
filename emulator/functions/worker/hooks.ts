/** A hook of the app; gets a context object that it may change. */
export type HookCallback = (context: Record<string, unknown>) => unknown;

const names = ["preInvocation", "postInvocation", "appStart", "appTerminate", "log"] as const;
/** Names of the hooks that exist. */
export type HookName = (typeof names)[number];

/** The app's hooks. */
export interface Hooks {
  register(name: string, callback: HookCallback): Disposable;
  /** Runs the hooks of a name in the order of registration; the first that throws ends it. */
  run(name: HookName, context: Record<string, unknown>): Promise<void>;
  /** Runs the `log` hooks, which must not wait. */
  runLog(context: Record<string, unknown>): void;
  has(name: HookName): boolean;
}

/** What registrations return: something that can be undone. */
export class Disposable {
  readonly #dispose: () => unknown;

  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }

  dispose(): unknown {
    return this.#dispose();
  }

  /** One disposable for several. */
  static from(...items: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const item of items) item.dispose();
    });
  }
}

/** An empty set of hooks. */
export function createHooks(): Hooks {
  const callbacks: Record<HookName, HookCallback[]> = {
    preInvocation: [],
    postInvocation: [],
    appStart: [],
    appTerminate: [],
    log: [],
  };
  const isName = (name: string): name is HookName => (names as readonly string[]).includes(name);
  return {
    register(name, callback) {
      if (!isName(name)) {
        const error = new RangeError(`Unrecognized hook "${name}". Known hooks: ${names.join(", ")}.`);
        throw Object.assign(error, { isAzureFunctionsSystemError: true });
      }
      callbacks[name].push(callback);
      return new Disposable(() => {
        callbacks[name] = callbacks[name].filter((each) => each !== callback);
      });
    },
    async run(name, context) {
      for (const callback of callbacks[name]) await callback(context);
    },
    runLog(context) {
      for (const callback of callbacks.log) callback(context);
    },
    has: (name) => callbacks[name].length > 0,
  };
}
