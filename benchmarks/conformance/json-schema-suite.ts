/**
 * `node benchmarks/conformance/json-schema-suite.ts FOLDER`: the official JSON-Schema-Test-Suite (a checkout of
 * github.com/json-schema-org/JSON-Schema-Test-Suite) through our own way from a schema to a validator. Lists what we
 * answer wrongly, and counts what we refuse to compile. See benchmarks/README.md.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, Diagnostics } from "../../codegen/diagnostics/diagnostic.ts";
import { valueAt } from "../../codegen/json/pointer.ts";
import { buildContract } from "../../codegen/model/build-contract.ts";
import { readContract } from "../../codegen/read/read-contract.ts";
import { createCompiler } from "../../codegen/schema/schema-compiler.ts";
import { checkSchemas } from "../../codegen/validate/schemas.ts";

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** Rules of style: what they forbid is compiled all the same, so it is tried here. */
const style = ["type-missing", "required-unknown"];
const dialects = {
  draft7: "http://json-schema.org/draft-07/schema#",
  "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Where is the suite? node benchmarks/conformance/json-schema-suite.ts FOLDER");
  process.exit(2);
}
let isWrong = false;
for (const [draft, dialect] of Object.entries(dialects)) {
  const base = join(folder, "tests", draft);
  const count = { right: 0, wrong: 0, refused: 0 };
  const reasons = new Map<string, number>();
  const wrong: string[] = [];
  for (const file of readdirSync(base).filter((name) => name.endsWith(".json"))) {
    for (const group of JSON.parse(readFileSync(join(base, file), "utf8")) as readonly Group[]) {
      const compiled = compile(group.schema, dialect);
      if (typeof compiled === "string") {
        count.refused += group.tests.length;
        reasons.set(compiled, (reasons.get(compiled) ?? 0) + group.tests.length);
        continue;
      }
      for (const { description, data, valid } of group.tests) {
        const isRight = compiled(data) === valid;
        count[isRight ? "right" : "wrong"]++;
        if (!isRight) wrong.push(`  ${file}: ${group.description}: ${description}`);
      }
    }
  }
  console.log(`${draft}: ${count.right} right, ${count.wrong} wrong, ${count.refused} refused`);
  for (const text of wrong) console.log(text);
  for (const [reason, tests] of [...reasons].sort(([, a], [, b]) => b - a))
    console.log(`  refused ${tests}: ${reason}`);
  isWrong ||= wrong.length > 0;
}
process.exitCode = isWrong ? 1 : 0;

/** A schema's validator, or the rule by which it is refused. */
function compile(schema: unknown, dialect: string): ((value: unknown) => boolean) | string {
  const files: Record<string, string> = {
    "asyncapi.yaml": JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "Suite", version: "1" },
      "x-eventwright": { vocabulary: 1, name: "suite" },
      components: {
        messages: {
          Case: { payload: { $ref: "./schemas/case.json" }, "x-eventwright": { kind: "event", version: 1 } },
        },
      },
    }),
    "schemas/case.json": JSON.stringify(typeof schema === "object" ? { $schema: dialect, ...schema } : schema),
  };
  const diagnostics = new Diagnostics();
  const read = (path: string) => (Object.hasOwn(files, path) ? files[path] : undefined);
  const sources = readContract({ contract: "asyncapi.yaml", read, list: () => [] }, diagnostics);
  if (sources === undefined) return "unreadable";
  const contract = buildContract(sources, diagnostics);
  const compiled = createCompiler().compile(contract.schemas);
  checkSchemas(
    contract.schemas,
    (at) => valueAt(sources.files.get(at.file)?.value, at.pointer),
    compiled,
    diagnostics.report,
  );
  const refusal = diagnostics
    .list(() => ({ line: 1, column: 1 }))
    .find((found: Diagnostic) => found.severity === "error" && !style.includes(found.name));
  if (refusal !== undefined) return `${refusal.name}: ${refusal.message.slice(0, 60)}`;
  const validator = compiled.validatorOf("CaseData");
  if (validator === undefined) return `schema-invalid: ${compiled.errorOf("CaseData")?.slice(0, 60)}`;
  return (value) => validator.check(value).length === 0;
}
