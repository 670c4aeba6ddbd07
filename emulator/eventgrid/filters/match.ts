import { isObject, type JsonObject, own } from "../json.ts";
import type { InputSchema } from "../topics/model.ts";
import { type AdvancedFilter, passes } from "./advanced.ts";

/** What a subscription wants of a topic's events. */
export interface Filter {
  /** Undefined for all types. */
  readonly includedEventTypes: readonly string[] | undefined;
  readonly subjectBeginsWith: string;
  readonly subjectEndsWith: string;
  readonly isSubjectCaseSensitive: boolean;
  readonly enableAdvancedFilteringOnArrays: boolean;
  readonly advancedFilters: readonly AdvancedFilter[];
}

/**
 * Whether an event passes a filter: type, subject and every advanced filter.
 * @param schema the schema the event is in, which says where type and keys are found
 */
export function matches(filter: Filter, event: JsonObject, schema: InputSchema): boolean {
  const type = String(own(event, schema === "EventGridSchema" ? "eventType" : "type")).toUpperCase();
  if (
    filter.includedEventTypes !== undefined &&
    !filter.includedEventTypes.some((wanted) => wanted.toUpperCase() === type)
  ) {
    return false;
  }
  return (
    subjectMatches(filter, own(event, "subject")) &&
    filter.advancedFilters.every((advanced) =>
      passes(advanced, valueAt(event, advanced.key, schema), filter.enableAdvancedFilteringOnArrays),
    )
  );
}

function subjectMatches(filter: Filter, subject: unknown): boolean {
  const fold = (text: string) => (filter.isSubjectCaseSensitive ? text : text.toUpperCase());
  const text = fold(typeof subject === "string" ? subject : "");
  return text.startsWith(fold(filter.subjectBeginsWith)) && text.endsWith(fold(filter.subjectEndsWith));
}

/** Azure's filter keys keep the Event Grid schema's names on CloudEvents topics too. */
const cloudEventNames: Readonly<Record<string, string>> = {
  eventid: "id",
  eventtype: "type",
  eventtypeversion: "dataschema",
};

/**
 * The value under a filter's key. The first part names an attribute, without regard to case; the rest walks into `data`
 * with the exact names. Dots always nest: a name with a dot in it cannot be reached, as in Azure.
 */
export function valueAt(event: JsonObject, key: string, schema: InputSchema): unknown {
  const [first = "", ...rest] = key.split(".");
  const wanted = first.toLowerCase();
  const name = schema === "CloudEventSchemaV1_0" ? (cloudEventNames[wanted] ?? wanted) : wanted;
  const attribute = Object.keys(event).find((member) => member.toLowerCase() === name);
  let value: unknown = attribute === undefined ? undefined : event[attribute];
  for (const part of rest) {
    if (!isObject(value)) return undefined;
    value = own(value, part);
  }
  return value;
}
