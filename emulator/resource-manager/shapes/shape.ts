import { createHash } from "node:crypto";
import { badRequest } from "../errors.ts";
import { isObject, type JsonObject, objectAt, textAt } from "../json.ts";

/** What a type's rules know of a resource that is written. */
export interface Writing {
  readonly id: string;
  /** The last name. */
  readonly name: string;
  readonly subscription: string;
  readonly tenant: string;
  /** ISO 8601. */
  readonly now: string;
  /** What is there already: its stored body. */
  readonly before: JsonObject | undefined;
  /** Whether another resource is there. */
  readonly exists: (id: string) => boolean;
}

/** How Azure treats resources of a type. */
export interface Shape {
  /** Whether it has a place. */
  readonly hasLocation?: boolean;
  /** Whether writing takes a while: 201 with an operation to ask. */
  readonly isSlow?: boolean;
  /** The body with defaults and read-only properties; what cannot be is refused. @throws ArmError 400 */
  complete(body: JsonObject, writing: Writing): JsonObject;
  /** What a GET shows; by default all. */
  shown?(body: JsonObject, query: URLSearchParams): JsonObject;
  /** What Azure makes together with it: path behind the id, type, body. */
  along?(writing: Writing): readonly { readonly path: string; readonly type: string; readonly body: JsonObject }[];
}

/** A body whose `properties` are the sent ones over the defaults, with `fixed` ones that nobody can set. */
export function withProperties(body: JsonObject, defaults: JsonObject, fixed: JsonObject = {}): JsonObject {
  return { ...body, properties: { ...merged(defaults, objectAt(body, "properties")), ...fixed } };
}

/** Sent values over defaults; null means that nothing was sent. */
function merged(defaults: JsonObject, sent: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(sent)) {
    const before = result[key];
    if (value === null && Object.hasOwn(result, key)) continue;
    result[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return result;
}

/** A GUID that only depends on a text: the ids that Azure draws by lot. */
export function drawnGuid(text: string): string {
  const hex = createHash("sha256").update(text.toLowerCase()).digest("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A property that has to be there. @throws ArmError 400 */
export function required(body: JsonObject, key: string, what: string): string {
  const value = textAt(body, key);
  if (value === undefined || value === "") throw badRequest(`${what} needs ${key}.`, "InvalidRequestContent");
  return value;
}

/** A type of which Azure fills in nothing but its state. */
export const plain: Shape = { complete: (body) => withProperties(body, {}, { provisioningState: "Succeeded" }) };

/** `westeurope` as Azure writes it out in some answers. */
export function longLocation(location: string): string {
  const found =
    /^(north|south|west|east|central|southeast|northcentral|southcentral|westcentral)(europe|us|uk|asia|india)(\d?)$/.exec(
      location.toLowerCase(),
    );
  if (found === null) return location;
  const [, side = "", land = "", number = ""] = found;
  const [first, second] = [/^(north|south|west)central$/.exec(side)?.[1], side];
  const words = first === undefined ? [second] : [first, "central"];
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return (
    [...words.map(capital), land.length === 2 ? land.toUpperCase() : capital(land)].join(" ") + (number && ` ${number}`)
  );
}
