import type { Location } from "../diagnostics/diagnostic.ts";
import { isObject, stringAt } from "../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../json/pointer.ts";

/** The names that schemas give themselves: `$id`, and `$anchor` (in draft-07 an `$id` such as `#name`). */
export class SchemaIds {
  readonly #absolute = new Map<string, Location>();
  readonly #anchors = new Map<string, ReadonlyMap<string, Location>>();
  /** Files in which any schema has an `$id`: only there a base has to be looked for. */
  readonly #identified = new Set<string>();

  /** Takes the names of a file. */
  add(file: string, root: unknown): void {
    const anchors = new Map<string, Location>();
    const isOld = hasOldReferences(root);
    const walk = (value: unknown, at: string, base: string | undefined): void => {
      if (Array.isArray(value)) value.forEach((item, index) => void walk(item, `${at}/${index}`, base));
      if (!isObject(value)) return;
      const id = idOf(value, isOld);
      const uri = id === undefined ? undefined : absolute(id, base);
      if (id?.startsWith("#")) remember(anchors, id.slice(1), { file, pointer: at });
      else if (uri !== undefined) {
        remember(this.#absolute, uri, { file, pointer: at });
        this.#identified.add(file);
      }
      const anchor = stringAt(value, "$anchor");
      if (anchor !== undefined) remember(anchors, anchor, { file, pointer: at });
      for (const [key, item] of Object.entries(value)) {
        // Data is no schema, whatever it holds.
        if (!["const", "default", "enum", "example", "examples"].includes(key))
          walk(item, pointer(at, key), uri ?? base);
      }
    };
    walk(root, "", undefined);
    this.#anchors.set(file, anchors);
  }

  /** Where a reference leads by such a name; undefined when it names none. */
  find(at: Location, ref: string, root: unknown): Location | undefined {
    const [address = "", fragment = ""] = ref.split("#");
    if (address === "" && fragment !== "" && !fragment.startsWith("/"))
      return this.#anchors.get(at.file)?.get(fragment);
    const base = this.#identified.has(at.file) ? baseOf(at, root) : undefined;
    if (address === "") {
      // Within a schema with an `$id`, `#` means that schema.
      const own = base === undefined ? undefined : this.#absolute.get(base);
      if (own === undefined || own.file !== at.file || own.pointer === "") return undefined;
      const found = { file: at.file, pointer: own.pointer + decode(fragment) };
      return valueAt(root, found.pointer) === undefined ? undefined : found;
    }
    const uri = absolute(address, base);
    const found = uri === undefined ? undefined : this.#absolute.get(uri);
    return found && { file: found.file, pointer: found.pointer + decode(fragment) };
  }
}

/** The `$id` that counts at a place: its own or that of the nearest schema around it. */
function baseOf(at: Location, root: unknown): string | undefined {
  const isOld = hasOldReferences(root);
  let base = absolute(idOf(root, isOld) ?? "", undefined);
  let value = root;
  for (const segment of segmentsOf(at.pointer) ?? []) {
    value = Array.isArray(value) ? value[Number(segment)] : isObject(value) ? value[segment] : undefined;
    const id = idOf(value, isOld);
    if (id !== undefined && !id.startsWith("#")) base = absolute(id, base) ?? base;
  }
  return base;
}

/** Whether a file's schemas are of a draft in which nothing counts beside a `$ref`, not even `$id`. */
function hasOldReferences(root: unknown): boolean {
  return !/2019-09|2020-12/.test(stringAt(root, "$schema") ?? "");
}

function idOf(schema: unknown, isOld: boolean): string | undefined {
  return isOld && stringAt(schema, "$ref") !== undefined ? undefined : stringAt(schema, "$id");
}

function absolute(id: string, base: string | undefined): string | undefined {
  if (id === "" || !URL.canParse(id, base)) return undefined;
  return new URL(id, base).href.replace(/#$/, "");
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
