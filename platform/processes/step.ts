/**
 * What a process asks for, one description after another. They are plain values: the hand-written process yields them,
 * the platform carries them out, and the type of what a process yields tells which messages it can wait for and send.
 */
export type ProcessStep = SendStep | WaitStep | PauseStep;

/** Sends one command, once, however often the process is replayed. */
export interface SendStep<Name extends string = string> {
  readonly step: "send";
  readonly name: Name;
  readonly data: unknown;
}

/** Waits for the first of some messages; with `within` no longer than that timeout. */
export interface WaitStep<Name extends string = string> {
  readonly step: "wait";
  readonly names: readonly Name[];
  readonly within?: string;
}

/** Lets the time of a timeout go by. */
export interface PauseStep {
  readonly step: "pause";
  readonly timeout: string;
}

/** One step as a process takes it: `yield*` it, and it answers. */
export type Step<Description extends ProcessStep, Answer> = Generator<Description, Answer, unknown>;
