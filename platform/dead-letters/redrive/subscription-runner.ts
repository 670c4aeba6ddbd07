import type { ProcessDefinition, ReactionDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { deliverToProcess } from "../../processes/deliver.ts";
import { readCloudEvent } from "../../reactions/cloud-event.ts";
import { commandsOf, handleReaction } from "../../reactions/handle-reaction.ts";
import { StoreError } from "../../stores/errors.ts";
import type { GivenUpDelivery } from "../../stores/records.ts";
import { subscriberSpan } from "../../telemetry/spans/letter-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import { HandlerError } from "../handler-error.ts";
import { checkPayload } from "./check-payload.ts";
import type { Refusal } from "./report.ts";
import { handling, type Runner } from "./runner.ts";
import type { ProcessAccess, Subscribers } from "./subscribers.ts";

/**
 * Who takes an event that Event Grid gave up: the app's own reaction or process of that subscription, here and with its own
 * dedupe; else the subscriber itself, which is delivered to once more. Nothing waits behind such a letter.
 */
export function subscriptionRunner(runtime: Runtime, delivery: GivenUpDelivery): Runner | Refusal {
  const { subscription } = delivery;
  const named = ({ name }: { readonly name: string }) => subscriptionName(name) === subscription;
  const reaction = runtime.catalog.app.reactions.find(named);
  if (reaction !== undefined) return reactionRunner(runtime, reaction);
  const process = (runtime.catalog.app.processes ?? []).find(named);
  if (process !== undefined && runtime.processes !== undefined)
    return processRunner(runtime, runtime.processes, process);
  if (runtime.subscribers !== undefined) return webhookRunner(runtime, runtime.subscribers, delivery);
  const why =
    process === undefined ? "is not this app's own" : "is a process, which only the running app can be given events";
  const how = process === undefined ? "" : ", redrive over HTTP (POST api/admin/dead-letters/{id}/redrive)";
  return {
    code: "subscriber-unknown",
    message:
      `The subscription ${subscription} ${why}, and no setting says where the topic is managed. Set EventGridManagement to the ` +
      `address of the topic's resource${how}, or publish the event again by hand, which every subscriber gets; then discard the letter.`,
  };
}

/** The name of the Event Grid subscription that the contract's resources have for a reaction or a process. */
export function subscriptionName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}

function reactionRunner(runtime: Runtime, reaction: ReactionDefinition): Runner {
  const check = async (message: unknown) => {
    if ((await commandsOf(runtime, reaction, message)) !== undefined) return;
    throw new HandlerError(`The reaction ${reaction.name} does not want this event (any more). Discard the letter.`);
  };
  return {
    idempotent: reaction.idempotent !== false,
    check,
    run: (message) =>
      handling(async () => {
        await check(message);
        await handleReaction(runtime, reaction, message);
      }),
    fail: nothingWaits,
  };
}

function processRunner(runtime: Runtime, access: ProcessAccess, process: ProcessDefinition): Runner {
  const check = async (message: unknown) => {
    const event = readCloudEvent(message);
    const wanted = [...process.startedBy, ...process.waitsFor];
    if (event === undefined || !wanted.some(({ type, source }) => type === event.type && source === event.source)) {
      throw new HandlerError(`The process ${process.name} does not want this event (any more). Discard the letter.`);
    }
    await checkPayload(runtime, event);
  };
  return {
    check,
    async run(message) {
      await check(message);
      try {
        await deliverToProcess({ runtime, ...access }, process, message);
      } catch (error) {
        if (error instanceof HandlerError || error instanceof StoreError) throw error;
        throw new HandlerError(`The process ${process.name} did not take the event: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    fail: nothingWaits,
  };
}

function webhookRunner(
  runtime: Runtime,
  subscribers: Subscribers,
  { subscription, attempts }: GivenUpDelivery,
): Runner {
  const deliver = async (message: unknown) => {
    const event = message as Readonly<Record<string, unknown>>;
    await (await subscribers.find(subscription)).deliver(event, attempts);
  };
  return {
    // Whether it would take the event, only it can tell, and asking is delivering.
    check: async () => void (await subscribers.find(subscription)),
    run: (message) =>
      traced(
        runtime,
        message,
        () => subscriberSpan(runtime, message, subscription),
        () => deliver(message),
      ),
    fail: nothingWaits,
  };
}

const nothingWaits: Runner["fail"] = async () => undefined;
