import type { Location } from "../../diagnostics/diagnostic.ts";
import { listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { LintReport } from "../findings.ts";
import { nodesOf, type Subject } from "../read/subject.ts";

/** Names of messages and operations, tags, and defaults that are none of the allowed values. */
export function checkMessages(subject: Subject, report: LintReport): void {
  const { contract } = subject;
  const names = (group: readonly string[]) => {
    let value: unknown = contract.value;
    for (const word of group) value = objectAt(value, word);
    return Object.keys(value as object).map((name) => ({
      name,
      at: { file: contract.path, pointer: pointer("", ...group, name) },
    }));
  };
  twice(names(["operations"]), "operation-name-twice", report);
  // Versions of a message share its name.
  const newest = nodesOf(subject, "message").filter(
    ({ value }) => own(own(value, "x-eventwright"), "of") === undefined,
  );
  const messages = newest.map(({ at, value, key }) => {
    const name = stringAt(value, "name");
    return { name: name ?? key, at: name === undefined ? at : below(at, "name") };
  });
  twice(messages, "message-name-twice", report);
  for (const { at, value } of subject.nodes) checkTags(at, value, report);
  for (const kind of ["parameter", "serverVariable"] as const) {
    for (const { at, value, key } of nodesOf(subject, kind)) {
      const values = own(value, "enum");
      const given = own(value, "default");
      if (!Array.isArray(values) || given === undefined || values.includes(given)) continue;
      report("variable-default", below(at, "default"), `The default of \`${key}\` is none of its values.`);
    }
  }
  if (stringAt(contract.value, "asyncapi") === "3.0.0") {
    report("version-older", { file: contract.path, pointer: "/asyncapi" }, "The document is AsyncAPI 3.0.0.");
  }
}

function below(at: Location, ...segments: readonly string[]): Location {
  return { file: at.file, pointer: pointer(at.pointer, ...segments) };
}

function twice(
  named: readonly { readonly name: string; readonly at: Location }[],
  rule: "operation-name-twice" | "message-name-twice",
  report: LintReport,
): void {
  const taken = new Map<string, string>();
  for (const { name, at } of named) {
    const other = taken.get(name.toLowerCase());
    if (other === undefined) taken.set(name.toLowerCase(), name);
    else
      report(
        rule,
        at,
        other === name ? `\`${name}\` is there twice.` : `\`${name}\` and \`${other}\` differ by case only.`,
      );
  }
}

function checkTags(at: Location, value: unknown, report: LintReport): void {
  const seen = new Set<string>();
  for (const [index, tag] of listAt(value, "tags").entries()) {
    const name = stringAt(tag, "name");
    if (name === undefined) continue;
    if (seen.has(name))
      report("tag-twice", below(at, "tags", String(index)), `The tag \`${name}\` stands there already.`);
    seen.add(name);
  }
}
