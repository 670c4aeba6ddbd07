import { isMap, isScalar, parseDocument } from "yaml";
import { Refusal } from "./refusal.ts";
import { edited } from "./text-edits.ts";

/** The path of a version's schema file: `credits-reserved.v1.json` becomes `credits-reserved.v2.json`. */
export function pathOfVersion(path: string, version: number): string {
  const [, stem = path, extension = ""] = /^(.*?)(\.json|\.ya?ml)?$/s.exec(path) ?? [];
  return `${stem.replace(/\.v\d+$/, "")}.v${version}${extension}`;
}

/** A schema file's text with its `$id` raised to a version; everything else as it was. */
export function raisedSchema(path: string, text: string, version: number): string {
  const { contents, errors } = parseDocument(text);
  if (errors.length > 0 || !isMap(contents)) throw new Refusal("layout-unknown", `\`${path}\` holds no schema.`);
  const id = contents.items.find(({ key }) => isScalar(key) && key.value === "$id")?.value;
  if (!isScalar(id) || typeof id.value !== "string" || id.range === undefined || id.range === null) return text;
  const raised = pathOfVersion(id.value, version);
  const isQuoted = id.type === "QUOTE_DOUBLE" || path.endsWith(".json");
  return edited(text, [{ start: id.range[0], end: id.range[1], text: isQuoted ? JSON.stringify(raised) : raised }]);
}
