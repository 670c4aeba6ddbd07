import type { Progress } from "../../console/run/context.ts";

/** The parts of a simulation that send commands; what comes after them only reads. */
const waves: readonly string[] = ["open", "load", "transfer", "guardian", "review", "expire", "close"];

/** Counts the steps of a simulation while it is under way, and lets somebody wait for one. */
export class Steps implements Progress {
  #done = 0;
  #isWave = false;
  #isOver = false;
  #waiting: { readonly step: number; readonly resolve: (reached: boolean) => void }[] = [];

  begin(part: string): void {
    this.#isWave = waves.includes(part);
  }

  advance(): void {
    if (this.#isWave) this.#done++;
    this.#tell();
  }

  end(): void {}

  /** Told when the simulation has ended, however it has. */
  over(): void {
    this.#isOver = true;
    this.#tell();
  }

  /** Resolves when so many steps are done: true; or when the simulation is over before that: false. */
  reached(step: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting.push({ step, resolve });
    this.#tell();
    return promise;
  }

  #tell(): void {
    const left = [];
    for (const each of this.#waiting) {
      if (this.#isOver) each.resolve(false);
      else if (this.#done >= each.step) each.resolve(true);
      else left.push(each);
    }
    this.#waiting = left;
  }
}
