import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../json/json.ts";
import type { Caster } from "./casters.ts";

/** What became of a document in one conversion. */
export type Converted =
  | { readonly state: "made"; readonly document: unknown }
  | { readonly state: "threw"; readonly error: string }
  | { readonly state: "differs"; readonly how: string };

/**
 * Converts a document as an app does: what is handed over is a copy, and the result is taken as JSON. It is done twice, to
 * see that nothing but the document decides.
 */
export function convert(caster: Caster, document: unknown): Converted {
  const [first, second] = [once(caster, document), once(caster, document)];
  if (first.state !== "made") return first;
  if (second.state !== "made")
    return { state: "differs", how: `the second time it threw ${second.state === "threw" ? second.error : ""}` };
  if (isDeepStrictEqual(first.document, second.document)) return first;
  return { state: "differs", how: `first ${shown(first.document)}, then ${shown(second.document)}` };
}

function once(caster: Caster, document: unknown): Converted {
  try {
    const made = caster(structuredClone(document));
    if (isObject(made) && typeof made["then"] === "function")
      return { state: "threw", error: "It answered a promise." };
    const text = JSON.stringify(made);
    if (text === undefined) return { state: "threw", error: "It answered nothing." };
    return { state: "made", document: JSON.parse(text) as unknown };
  } catch (error) {
    return { state: "threw", error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function shown(document: unknown): string {
  const text = JSON.stringify(document);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
