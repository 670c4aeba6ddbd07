import { classOf } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import { isCommandRecord } from "../../commands/command-record.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import {
  commandsHandler,
  notifierHandler,
  processHandler,
  projectionHandler,
  publishHandler,
  unreadableBlobHandler,
} from "../letter.ts";
import { commandRunner, recordOf } from "./command-runner.ts";
import { notifierRunner, projectionRunner, publishRunner } from "./event-runners.ts";
import { outcomeRunner } from "./outcome-runner.ts";
import { processNotifierRunner } from "./process-notifier-runner.ts";
import { failedProcessRunner } from "./process-runner.ts";
import type { Refusal } from "./report.ts";
import type { Runner } from "./runner.ts";
import { subscriptionRunner } from "./subscription-runner.ts";

/** Who handles a letter's message again, or why nobody can. */
export function runnerOf(runtime: Runtime, letter: DeadLetterRecord): Runner | Refusal {
  const { handler, streamid, message } = letter;
  const { app } = runtime.catalog;
  if (handler === commandsHandler) {
    if (isStoredCommand(letter)) return commandRunner(runtime, streamid);
    return refuse(
      "not-a-command",
      "The document was put into the container commands by somebody else. Look where it came from, then discard the letter.",
    );
  }
  if (letter.delivery !== undefined) return subscriptionRunner(runtime, letter.delivery);
  if (handler === unreadableBlobHandler) {
    return refuse(
      "unreadable-blob",
      "Nobody knows what is in the blob. Look at it where it is, take out by hand what is of use, remove it, then discard the letter.",
    );
  }
  const process = (app.processes ?? []).find((candidate) => processHandler(candidate.name) === handler);
  if (process !== undefined) return failedProcessRunner(runtime, process, letter);
  const notifier = app.notifiers.find((candidate) => notifierHandler(candidate.message.messageName) === handler);
  if (letter.instanceId !== undefined) {
    if (notifier !== undefined) return processNotifierRunner(runtime, notifier, letter);
    return refuse("process-ended", processEnded(letter.instanceId));
  }
  if (handler === publishHandler) return publishRunner(runtime, handler, streamid);
  const model = app.readModels.find(({ descriptor }) => projectionHandler(descriptor.name) === handler);
  if (model !== undefined) return projectionRunner(runtime, handler, streamid, model);
  const kind = classOf(runtime.catalog, message.type)?.kind;
  if (notifier !== undefined && kind === "event") return notifierRunner(runtime, handler, streamid, notifier);
  const name = handler.replace(/^notifier-/, "");
  if (handler === notifierHandler(name) && kind === "command") return outcomeRunner(runtime, handler, streamid, name);
  return refuse(
    "unknown-handler",
    `The app has no handler ${handler} any more. Deploy one of that name, or discard the letter.`,
  );
}

/** Whether a letter's message is a command that was accepted at the door. */
export function isStoredCommand(letter: DeadLetterRecord): boolean {
  const { message, streamid } = letter;
  if (typeof message !== "object" || message === null) return false;
  return isCommandRecord(recordOf(message, streamid));
}

function refuse(code: string, why: string): Refusal {
  return { code, message: why };
}

function processEnded(instance: string): string {
  return (
    `The process instance ${instance} has ended as failed, and Durable Functions does not run an ended one on. What it sent ` +
    "stands. Repair the code, send the commands that it still owed by hand (docs/processes.md), then discard the letter."
  );
}
