/** What hand-written handlers import. */
export type { Draft, Envelope } from "./messages/envelope.ts";
export type { Fault, Message } from "./messages/message-class.ts";
export type { CommandOutcome } from "./processes/process.ts";
export { type Decision, type DecisionContext, type Rejection, reject } from "./streams/stream.ts";
export type { HandlerContext, HandlerLog } from "./telemetry/handler-log.ts";
