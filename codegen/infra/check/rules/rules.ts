import { cosmosRules } from "./cosmos.ts";
import { eventGridRules } from "./event-grid.ts";
import { identityRules } from "./identity.ts";
import { insightsRules } from "./insights.ts";
import { storageRules } from "./storage.ts";
import type { RuleTables } from "./type-rules.ts";
import { webRules } from "./web.ts";

/** How values of a type are compared. Pointers lead into the resource. */
export interface TypeRules {
  /** What the service alone decides. */
  isReadOnly(pointer: string): boolean;
  /** Whether the order of a list counts. */
  isOrdered(pointer: string): boolean;
  /** Whether everything in an object counts, also what the template does not name. */
  isStrict(pointer: string): boolean;
  /** Whether something within an object that the template does not name counts. */
  reachesInto(pointer: string): boolean;
  /** What holds when nothing is said; undefined: not known. */
  defaultOf(pointer: string): unknown;
  /** Whether an item of a list is none of ours. */
  isIgnoredItem(pointer: string, item: unknown): boolean;
}

const tables: RuleTables = {
  ...cosmosRules,
  ...eventGridRules,
  ...identityRules,
  ...insightsRules,
  ...storageRules,
  ...webRules,
};
// What every service writes beside what it was told.
const everywhere = [/^\/(id|name|type|systemData|etag|managedBy)$/, /^\/properties\/provisioningState$/];

/** The rules of a type; for one that nothing is known of, only what the template names is compared. */
export function rulesOf(type: string): TypeRules {
  const { readOnly = [], ordered = [], strict = [], defaults = {}, ignoredItem } = tables[type.toLowerCase()] ?? {};
  const any = (patterns: readonly RegExp[]) => (pointer: string) => patterns.some((pattern) => pattern.test(pointer));
  return {
    isReadOnly: any([...everywhere, ...readOnly]),
    isOrdered: any(ordered),
    isStrict: any(strict),
    reachesInto: (pointer) => Object.keys(defaults).some((each) => each.startsWith(`${pointer}/`)),
    defaultOf: (pointer) => (Object.hasOwn(defaults, pointer) ? defaults[pointer] : undefined),
    isIgnoredItem: (pointer, item) => ignoredItem?.(pointer, item) ?? false,
  };
}
