import type { NoRejections, Process, ProcessCode, ProcessContext } from "./process.ts";
import type { ProcessStep, SendStep, WaitStep } from "./step.ts";

/** The compile error of a process that leaves out messages which the contract says it waits for. */
export interface NeverWaitsFor<Names> {
  readonly "The process never waits for": Names;
}

/** The compile error of a process that leaves out commands which the contract says it sends. */
export interface NeverSends<Names> {
  readonly "The process never sends": Names;
}

type WaitedFor<Steps> = Steps extends WaitStep<infer Name> ? Name : never;
type Sent<Steps> = Steps extends SendStep<infer Name> ? Name : never;
type NoneOf<Names, Otherwise> = [Names] extends [never] ? unknown : Otherwise;

/** `unknown` when the steps hold everything that is declared, else a type that no function has, with the missing names. */
export type Complete<Steps, Messages, Commands> = NoneOf<
  Exclude<keyof Messages, WaitedFor<Steps>>,
  NeverWaitsFor<Exclude<keyof Messages, WaitedFor<Steps>>>
> &
  NoneOf<Exclude<keyof Commands, Sent<Steps>>, NeverSends<Exclude<keyof Commands, Sent<Steps>>>>;

/** Takes the hand-written code of one process of the contract. */
export interface ProcessDefiner<
  Start,
  Messages,
  Commands,
  Timeout extends string,
  Settings,
  Rejections = NoRejections,
> {
  /** The code as the contract is now: every message must be waited for and every command sent somewhere in it. */
  <Steps extends ProcessStep>(
    code: ProcessCode<Start, ProcessContext<Messages, Commands, Timeout, Settings, Rejections>, Steps> &
      Complete<Steps, Messages, Commands>,
  ): Process<Start, ProcessContext<Messages, Commands, Timeout, Settings, Rejections>>;
  /** The code of an earlier version, kept for the instances that still run it. It need not know what came later. */
  earlier(
    code: ProcessCode<Start, ProcessContext<Messages, Commands, Timeout, Settings, Rejections>>,
  ): Process<Start, ProcessContext<Messages, Commands, Timeout, Settings, Rejections>>;
}

/**
 * Makes what takes the hand-written code of a process. Which steps the code can take is read off the type of what it
 * yields, so that forgetting one is a compile error that names it.
 */
export function defineProcess<
  Start,
  Messages,
  Commands,
  Timeout extends string = never,
  Settings = object,
  Rejections = NoRejections,
>(): ProcessDefiner<Start, Messages, Commands, Timeout, Settings, Rejections> {
  type Context = ProcessContext<Messages, Commands, Timeout, Settings, Rejections>;
  const take = (code: ProcessCode<Start, Context>): Process<Start, Context> => ({ run: code });
  return Object.assign(take, { earlier: take });
}
