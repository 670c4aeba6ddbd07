import type { Report } from "../diagnostics/diagnostic.ts";
import { type Contract, isPlainIn } from "../model/contract.ts";
import type { CompiledSchemas } from "../schema/schema-compiler.ts";

/** Checks that examples validate, and that there is enough to read for people. */
export function checkExamples(contract: Contract, compiled: CompiledSchemas, report: Report): void {
  const versions = contract.messages.flatMap((message) =>
    [...message.earlier, message].map((version) => ({ ...version, isPlain: isPlainIn(contract, message) })),
  );
  for (const { isPlain, ...message } of versions) {
    if (!isPlain && message.examples.length === 0)
      report("example-missing", message.at, `${message.name} has no example.`);
    if (!isPlain && message.description === "")
      report("description-missing", message.at, `${message.name} has no description.`);
    const validator = compiled.validatorOf(message.payload);
    for (const { payload, at, name } of message.examples) {
      for (const { pointer, message: fault } of validator?.check(payload) ?? []) {
        const what = pointer === "" ? "The payload" : `\`${pointer}\``;
        const example = name === undefined ? "an example" : `the example \`${name}\``;
        const place = { file: at.file, pointer: at.pointer + pointer };
        report("example-invalid", place, `${what} of ${example} of ${message.name} ${fault}.`, undefined, isPlain);
      }
    }
  }
}
