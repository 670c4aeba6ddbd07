import { isDeepStrictEqual } from "node:util";
import { isObject, own } from "../../json/json.ts";
import type { Sample } from "../../samples/boundary-samples.ts";
import type { Caster } from "./casters.ts";
import { convert } from "./convert.ts";

/**
 * The fields of a version that a conversion pays no heed to: whatever stands there, the same comes out. Told by samples that
 * differ in one field only; a field that no such samples vary is not judged.
 */
export function droppedFields(caster: Caster, samples: readonly Sample[]): readonly string[] {
  const varied = new Map<string, boolean>();
  const documents = samples.map(({ document }) => document).filter(isObject);
  const results = documents.map((document) => convert(caster, document));
  for (const [index, base] of documents.entries()) {
    for (let other = index + 1; other < documents.length; other++) {
      const field = onlyDifference(base, documents[other] ?? {});
      const [first, second] = [results[index], results[other]];
      if (field === undefined || first?.state !== "made" || second?.state !== "made") continue;
      const isSame = isDeepStrictEqual(first.document, second.document);
      varied.set(field, (varied.get(field) ?? true) && isSame);
    }
  }
  return [...varied].filter(([, isSame]) => isSame).map(([field]) => field);
}

/** The one field in which two objects differ; undefined when it is none, or more than one. */
function onlyDifference(a: object, b: object): string | undefined {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const different = [...names].filter((name) => !isDeepStrictEqual(own(a, name), own(b, name)));
  return different.length === 1 ? different[0] : undefined;
}
