import { pathToFileURL } from "node:url";
import { isObject, own } from "../../json/json.ts";

/** One hand-written conversion of a payload to the neighbouring version. */
export type Caster = (data: unknown) => unknown;

/** The hand-written conversions of an app: by message, then `from1`, `to1` and so on. */
export interface Casters {
  readonly upcasters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly downcasters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The conversion of a message to a neighbouring version; undefined when nobody has written it. */
export function casterOf(group: Casters[keyof Casters], message: string, name: string): Caster | undefined {
  const found = own(own(group, message), name);
  return typeof found === "function" ? (found as Caster) : undefined;
}

/**
 * The conversions that a module's `handlers` name. Generated contracts know no app, so it is loaded by its path.
 * @throws Error when the module cannot be loaded
 */
export async function loadCasters(file: string): Promise<Casters> {
  const module: unknown = await import(pathToFileURL(file).href);
  const handlers = isObject(module) ? module["handlers"] : (module as { handlers?: unknown }).handlers;
  const group = (name: string) => {
    const found = own(handlers, name);
    return isObject(found) ? (found as Casters["upcasters"]) : {};
  };
  return { upcasters: group("upcasters"), downcasters: group("downcasters") };
}
