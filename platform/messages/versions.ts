import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "./envelope.ts";
import type { AnyMessageClass, EarlierVersion, MessageDescriptor, Parsed, ValidatorModule } from "./message-class.ts";
import { withoutVersion } from "./types.ts";

/**
 * Hand-written conversions between neighbouring versions, by the message's name: `from1` makes version 2 of version 1, `to1`
 * version 1 of version 2.
 */
// biome-ignore lint/suspicious/noExplicitAny: each function takes the payload of its version, which generated interfaces state.
export type Casters = Readonly<Record<string, Readonly<Record<string, (data: any) => unknown>>>>;

/** The types of all known versions of a message. */
export function typesOf({ type, earlier = [] }: MessageDescriptor): readonly string[] {
  return [type, ...earlier.map((version) => version.type)];
}

/** The earlier version of a message that has this type; undefined: it has none of this type. */
export function earlierVersion({ earlier }: MessageDescriptor, type: string): EarlierVersion | undefined {
  return earlier?.find((version) => version.type === type);
}

/** Whether a type is of a message, in whatever version. */
export function isVersionOf(message: MessageDescriptor, type: string): boolean {
  return type === message.type || withoutVersion(type) === withoutVersion(message.type);
}

/** The last instant, exclusive, at which outsiders may use a version; undefined: they may not at all. Ms since the epoch. */
export function endOf({ sunset }: EarlierVersion): number | undefined {
  return sunset === undefined ? undefined : Date.parse(`${sunset}T00:00:00.000Z`) + 86_400_000;
}

/** Whether outsiders may use a version. */
export function isAlive(version: EarlierVersion, now: number): boolean {
  const end = endOf(version);
  return end !== undefined && now < end;
}

/** The earlier versions that outsiders still use, ascending. */
export function aliveVersions({ earlier }: MessageDescriptor, now: number): readonly EarlierVersion[] {
  return earlier?.filter((version) => isAlive(version, now)) ?? [];
}

/**
 * A message in its newest version; the same envelope when that is the one it is in.
 * @throws HandlerError when an upcaster is missing or throws, or the contract does not know the version
 */
export function upcast(message: AnyMessageClass, envelope: Envelope, upcasters: Casters | undefined): Envelope {
  if (envelope.type === message.type) return envelope;
  const from = earlierVersion(message, envelope.type);
  if (from === undefined) throw unknownVersion(message, envelope);
  const data = upcastData(message, from.version, envelope.data, upcasters);
  return { ...envelope, type: message.type, dataschema: message.schemaId, data };
}

/**
 * A payload of an earlier version in the newest.
 * @throws HandlerError when an upcaster is missing or throws
 */
export function upcastData(
  message: AnyMessageClass,
  from: number,
  payload: unknown,
  upcasters: Casters | undefined,
): unknown {
  // Whatever hand-written code does to what it gets, what is stored stays.
  let data = structuredClone(payload);
  for (let version = from; version < message.version; version++) {
    const step = upcasters?.[message.messageName]?.[`from${version}`];
    const what = `The upcaster of ${message.messageName} from version ${version}`;
    if (step === undefined) throw new HandlerError(`${what} is missing.`);
    data = asJson(what, () => step(data));
  }
  return data;
}

/**
 * A message of the newest version in an earlier one.
 * @throws HandlerError when a down-conversion is missing or throws
 */
export function downcast(
  message: AnyMessageClass,
  newest: Envelope,
  to: EarlierVersion,
  downcasters: Casters | undefined,
): Envelope {
  let data = structuredClone(newest.data);
  for (let version = message.version - 1; version >= to.version; version--) {
    const step = downcasters?.[message.messageName]?.[`to${version}`];
    const what = `The down-conversion of ${message.messageName} to version ${version}`;
    if (step === undefined) throw new HandlerError(`${what} is missing.`);
    data = asJson(what, () => step(data));
  }
  return { ...newest, type: to.type, dataschema: to.schemaId, data };
}

/** A payload as JSON has it: what is read now is what anybody else would read. */
function asJson(what: string, make: () => unknown): unknown {
  return callHandler(what, () => {
    const text = JSON.stringify(make());
    if (text === undefined) throw new TypeError("It answered nothing.");
    return JSON.parse(text) as unknown;
  });
}

/** What to say of a message of a version that this deployment does not know: most likely a newer one made it. */
export function unknownVersion(message: MessageDescriptor, { id, type }: Envelope): HandlerError {
  const known = [...(message.earlier ?? []).map(({ version }) => version), message.version].join(", ");
  return new HandlerError(
    `The message ${id} is of the type ${type}; this deployment knows ${message.messageName} in the versions ${known}.`,
  );
}

const validators = new WeakMap<EarlierVersion, ValidatorModule>();

/**
 * Checks a payload against the version of a message that a type names.
 * @throws HandlerError when the contract does not know that version
 */
export async function parseVersion(message: AnyMessageClass, envelope: Envelope): Promise<Parsed<unknown>> {
  if (envelope.type === message.type) return message.parse(envelope.data);
  const version = earlierVersion(message, envelope.type);
  if (version === undefined) throw unknownVersion(message, envelope);
  return parseEarlier(version, envelope.data);
}

/** Checks a payload against an earlier version. */
export async function parseEarlier(version: EarlierVersion, data: unknown): Promise<Parsed<unknown>> {
  const validator = validators.get(version) ?? (await version.validator());
  validators.set(version, validator);
  const faults = validator.validate(data);
  return faults.length === 0 ? { ok: true, value: data } : { ok: false, faults };
}
