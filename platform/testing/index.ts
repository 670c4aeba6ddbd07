/** What tests of handlers import: given/when/then, and a whole app in memory. */
export { FakeClock } from "../clock/fake-clock.ts";
export {
  assertConnected,
  type ConnectedOptions,
  type PlacedSpan,
  traceFaults,
  treeText,
} from "../telemetry/connected.ts";
export { noLog } from "../telemetry/handler-log.ts";
export { type RecordedSpan, type RecordingTelemetry, recordingTelemetry } from "../telemetry/recording.ts";
export type { Answer, AppUnderTest } from "./app-over.ts";
export type { CallOptions } from "./call-api.ts";
export type { DurableEngine, Instance } from "./durable/engine.ts";
export { type DecisionCheck, given, givenDocument, messageFrom, whenReacting } from "./given.ts";
export { type GivenProcessOptions, givenProcess, type ProcessScript } from "./given-process.ts";
export { type InMemoryApp, type InMemoryOptions, inMemoryApp } from "./in-memory-app.ts";
export type { StepHook } from "./instrument.ts";
