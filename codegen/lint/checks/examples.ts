import type { Location } from "../../diagnostics/diagnostic.ts";
import { listAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { dialectOf } from "../../schema/dialect.ts";
import type { LintReport } from "../findings.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { type DocumentNode, nodesOf, type SchemaNode, type Subject } from "../read/subject.ts";

/** Faults that are told of one value: more help nobody. */
const mostFaults = 10;

/** Examples of messages, and values inside schemas, against their schemas. */
export function checkExamples(subject: Subject, interpreter: Interpreter, report: LintReport): void {
  for (const kind of ["message", "messageTrait"] as const) {
    for (const message of nodesOf(subject, kind)) checkMessage(subject, message, interpreter, report);
  }
  for (const node of subject.schemas) checkSchema(node, interpreter, report);
}

function checkMessage(
  subject: Subject,
  { at, value, key }: DocumentNode,
  interpreter: Interpreter,
  report: LintReport,
): void {
  const place = (...segments: readonly (string | number)[]): Location => ({
    file: at.file,
    pointer: pointer(at.pointer, ...segments),
  });
  const name = stringAt(value, "name") ?? key;
  for (const [index, example] of listAt(value, "examples").entries()) {
    const called = stringAt(example, "name");
    const words = called === undefined ? "an example" : `the example \`${called}\``;
    for (const part of ["payload", "headers"] as const) {
      const given = own(example, part);
      const schema = own(value, part);
      if (given === undefined || schema === undefined) continue;
      const root = schemaAt(subject, place(part), schema);
      if (root === undefined) continue;
      for (const fault of interpreter.check(root.at, root.schema, given).slice(0, mostFaults)) {
        const what = fault.pointer === "" ? `The ${part}` : `\`${fault.pointer}\``;
        const where = place("examples", index, part);
        report(
          part === "payload" ? "example-invalid" : "headers-example-invalid",
          { file: where.file, pointer: where.pointer + fault.pointer },
          `${what} of ${words} of ${name} ${fault.message}.`,
        );
      }
    }
  }
}

/** The JSON Schema of a payload or of headers; undefined when it is in another language, or cannot be read. */
function schemaAt(subject: Subject, at: Location, value: unknown): { at: Location; schema: unknown } | undefined {
  const found = stringAt(value, "$ref") === undefined ? { at, value } : subject.resolve(at);
  if (found === undefined) return undefined;
  const format = stringAt(found.value, "schemaFormat");
  if (format === undefined) return { at: found.at, schema: found.value };
  if (dialectOf(format) === undefined) return undefined;
  return {
    at: { file: found.at.file, pointer: pointer(found.at.pointer, "schema") },
    schema: own(found.value, "schema"),
  };
}

function checkSchema({ at, value }: SchemaNode, interpreter: Interpreter, report: LintReport): void {
  const check = (word: string, place: Location, item: unknown, rule: "schema-example-invalid" | "default-invalid") => {
    for (const fault of interpreter.check(at, value, item).slice(0, mostFaults)) {
      const what = fault.pointer === "" ? `\`${word}\`` : `\`${fault.pointer}\` of \`${word}\``;
      report(rule, { file: place.file, pointer: place.pointer + fault.pointer }, `${what} ${fault.message}.`);
    }
  };
  const place = (...segments: readonly (string | number)[]): Location => ({
    file: at.file,
    pointer: pointer(at.pointer, ...segments),
  });
  for (const [index, item] of listAt(value, "examples").entries()) {
    check("examples", place("examples", index), item, "schema-example-invalid");
  }
  const example = own(value, "example");
  if (example !== undefined) check("example", place("example"), example, "schema-example-invalid");
  if (Object.hasOwn(value, "default")) check("default", place("default"), value["default"], "default-invalid");
}
