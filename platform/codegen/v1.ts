/**
 * The one entry that generated code imports. Its names and shapes change only with a new version of this file, so that
 * output that is committed somewhere goes on working with a newer platform.
 */
export type {
  AppDefinition,
  CheckFailure,
  CommandCheck,
  CommandEndpoint,
  ProcessDefinition,
  QueryEndpoint,
  ReadDocument,
  ServiceDescriptor,
  SettingDescriptor,
} from "../app/definition.ts";
export { registerFunctions } from "../app/register-functions.ts";
export { defineMessage } from "../messages/define-message.ts";
export type { Draft, Envelope } from "../messages/envelope.ts";
export type { Fault, Message, MessageClass, MessageDescriptor } from "../messages/message-class.ts";
export type { Notify } from "../notifications/notifier.ts";
export { defineProcess } from "../processes/define-process.ts";
export type {
  CommandOutcome,
  NotifyProcessFailed,
  Process,
  ProcessContext,
  ProcessFailure,
} from "../processes/process.ts";
export type { ProcessStep } from "../processes/step.ts";
export type { React } from "../reactions/reaction.ts";
export type { FilterDescriptor, Project, QueryDescriptor, ReadModelDescriptor } from "../read-models/projection.ts";
export type { Decide, Evolve, NotifyFailed, NotifyRejected, Rejection } from "../streams/stream.ts";
export { reject } from "../streams/stream.ts";
