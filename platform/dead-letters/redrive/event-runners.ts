import type { NotifierDefinition, ReadModelDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { mostPublishedBytes, publishChunks } from "../../events/publish-events.ts";
import { publishedVersions } from "../../events/published-versions.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { versionId } from "../../messages/ids.ts";
import { keepTold } from "../../notifications/keep-told.ts";
import { toldOf } from "../../notifications/notify-events.ts";
import { foldDocument } from "../../read-models/fold-document.ts";
import { documentKey } from "../../read-models/keys.ts";
import { StoreError } from "../../stores/errors.ts";
import type { EventRecord } from "../../stores/records.ts";
import { notifySpan, projectSpan, publishSpan } from "../../telemetry/spans/event-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import { HandlerError } from "../handler-error.ts";
import { letterOf } from "../letter.ts";
import { checkPayload } from "./check-payload.ts";
import { handling, type Runner } from "./runner.ts";

/** How often others may change a document first. */
const mostRaces = 50;

/** Folds events of one stream into a read model again; those that it has seen change nothing. */
export function projectionRunner(
  runtime: Runtime,
  handler: string,
  partition: string,
  model: ReadModelDefinition,
): Runner {
  const { container, per } = model.descriptor;
  const fold = async (message: Envelope) => {
    await checkPayload(runtime, message);
    const event = eventOf(message, partition);
    const key = documentKey(runtime.catalog, model.descriptor, message);
    if (key === undefined) return undefined;
    // A document of one event has one writer and one content: what is there does not matter.
    const stored = per === "event" ? undefined : await runtime.stores.readModels.read(container, key.partition, key.id);
    const next = foldDocument(runtime.catalog, model, key, stored?.record, event);
    return next === undefined || next === stored?.record ? undefined : { key, next, etag: stored?.etag };
  };
  const write = async (message: Envelope): Promise<"succeeded" | "duplicate"> => {
    for (let race = 0; race < mostRaces; race++) {
      const change = await fold(message);
      if (change === undefined) return "duplicate";
      runtime.documents.delete(container, change.key);
      const etag = per === "event" ? "any" : change.etag;
      if ((await runtime.stores.readModels.write(container, change.next, etag)) !== undefined) return "succeeded";
    }
    throw new StoreError("transient", `A document of ${model.descriptor.name} changes faster than it can be written.`);
  };
  return {
    check: async (message) => void (await fold(message)),
    run: (message) => {
      const start = () => projectSpan(runtime, message, model.descriptor.name, handler);
      return traced(runtime, message, start, (span) =>
        handling(async () => span.set({ "eventwright.outcome": await write(message) })),
      );
    },
    fail: failing(runtime, handler, partition),
  };
}

/** Tells of events of one stream again; what was told has its id already. */
export function notifierRunner(
  runtime: Runtime,
  handler: string,
  partition: string,
  notifier: NotifierDefinition,
): Runner {
  const told = async (message: Envelope) => {
    await checkPayload(runtime, message);
    return toldOf(runtime, notifier, eventOf(message, partition));
  };
  return {
    check: async (message) => void (await told(message)),
    run: (message) => {
      const start = () => notifySpan(runtime, message, notifier.message.messageName, handler);
      return traced(runtime, message, start, (span) =>
        handling(async () => keepTold(runtime, await told(message), span)),
      );
    },
    fail: failing(runtime, handler, partition),
  };
}

/** Publishes an event again, in the versions that its consumers get and under the ids that it always had. */
export function publishRunner(runtime: Runtime, handler: string, partition: string): Runner {
  const versions = async (message: Envelope) => {
    const { envelopes, error } = await publishedVersions(runtime, message);
    if (error !== undefined) throw error;
    // The contract may have made it private since, or have dropped it: who asked for it gets it all the same.
    return envelopes.length === 0 ? [message] : envelopes;
  };
  return {
    async check(message) {
      for (const event of await versions(message)) {
        const bytes = Buffer.byteLength(JSON.stringify([event]), "utf8");
        if (bytes <= mostPublishedBytes) continue;
        throw new HandlerError(`The event ${event.id} has ${bytes} bytes; Event Grid takes ${mostPublishedBytes}.`);
      }
    },
    run: (message) =>
      traced(
        runtime,
        message,
        () => publishSpan(runtime, message),
        () =>
          handling(async () => {
            for (const chunk of publishChunks(await versions(message))) await runtime.publisher.publish(chunk);
          }),
      ),
    fail: failing(runtime, handler, partition),
  };
}

/** An event as it is stored, as far as handlers look at it. */
function eventOf(envelope: Envelope, partition: string): EventRecord {
  const version = envelope.streamversion ?? 0;
  return {
    id: versionId(version),
    kind: "event",
    streamid: partition,
    version,
    causationid: envelope.causationid,
    causationindex: 0,
    envelope,
  };
}

function failing(runtime: Runtime, handler: string, partition: string): Runner["fail"] {
  const build = runtime.catalog.build;
  return async (message, error, attempts) => letterOf({ handler, partition, message, error, attempts, build });
}
