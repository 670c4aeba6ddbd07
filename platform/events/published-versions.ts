import { classOf, newestEnvelope } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { type Envelope, withoutCaller } from "../messages/envelope.ts";
import { eventIdAs, plainEventId } from "../messages/ids.ts";
import type { AnyMessageClass, EarlierVersion } from "../messages/message-class.ts";
import { aliveVersions, downcast, earlierVersion, parseEarlier } from "../messages/versions.ts";

/** What goes out of one event, and why some of it cannot. */
export interface Published {
  readonly envelopes: readonly Envelope[];
  readonly error?: HandlerError;
}

/**
 * A public event as its consumers get it: in its newest version and in every earlier one that has not come to its sunset; nothing
 * of a private one. The version it was stored in is as it was stored and keeps the event's id, so that whoever got it before a
 * deployment knows it again after it. The others have ids of their own: of all that goes out for an event, exactly one has the
 * plain id, which is what the app's own subscriptions ask for. Who sent the command is in none of them.
 */
export async function publishedVersions(
  runtime: Pick<Runtime, "catalog" | "clock">,
  event: Envelope,
): Promise<Published> {
  const stored = withoutCaller(event);
  const message = classOf(runtime.catalog, stored.type);
  if (message?.visibility !== "public") return { envelopes: [] };
  if (message.earlier === undefined) return { envelopes: [stored] };
  const isKnown = stored.type === message.type || earlierVersion(message, stored.type) !== undefined;
  // Stored by a newer deployment, or published already in a version of its own.
  if (!isKnown || plainEventId(stored.id) !== stored.id) return { envelopes: [stored] };
  const alive = aliveVersions(message, runtime.clock.now());
  const isShown = stored.type === message.type || alive.some(({ type }) => type === stored.type);
  const envelopes: Envelope[] = isShown ? [stored] : [];
  let failure: HandlerError | undefined;
  const add = async (version: EarlierVersion | undefined) => {
    try {
      const made = await versionOf(runtime, message, stored, version);
      const hasPlainId = version === undefined && !isShown;
      envelopes.push(hasPlainId ? made : { ...made, id: eventIdAs(stored.id, version?.version ?? message.version) });
    } catch (error) {
      if (!(error instanceof HandlerError)) throw error;
      failure ??= error;
    }
  };
  if (stored.type !== message.type) await add(undefined);
  for (const version of alive) if (version.type !== stored.type) await add(version);
  return failure === undefined ? { envelopes } : { envelopes, error: failure };
}

async function versionOf(
  { catalog }: Pick<Runtime, "catalog">,
  message: AnyMessageClass,
  stored: Envelope,
  version: EarlierVersion | undefined,
): Promise<Envelope> {
  const newest = newestEnvelope(catalog, message, stored);
  const made = version === undefined ? newest : downcast(message, newest, version, catalog.app.downcasters);
  const parsed = version === undefined ? await message.parse(made.data) : await parseEarlier(version, made.data);
  if (parsed.ok) return made;
  const said = parsed.faults.map((fault) => `${fault.pointer || "/"} ${fault.message}`).join("; ");
  throw new HandlerError(`The event ${stored.id} is invalid as ${made.type}: ${said}.`, { faults: parsed.faults });
}
