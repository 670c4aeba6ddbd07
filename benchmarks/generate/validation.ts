/** Microseconds a check of the twelve-field message, ours and ajv's in turn: `node benchmarks/generate/validation.ts FOLDER`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats, { type FormatsPluginOptions } from "ajv-formats";
import { plannedMessages } from "../contracts/make-contract.ts";
import { payloadExample } from "../contracts/schemas.ts";
import { median } from "../support/statistics.ts";

const [folder = ""] = process.argv.slice(2);
const { validate } = await import(join(folder, "generated/validators/open-retail-order.v1.js"));
const text = JSON.stringify(payloadExample(plannedMessages(10)[0]!));
const documents = Array.from({ length: 64 }, () => JSON.parse(text));

function ajvOf(options: FormatsPluginOptions): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv, options);
  for (const group of ["values", "commands"]) {
    for (const file of readdirSync(join(folder, "schemas", group))) {
      const schema = JSON.parse(readFileSync(join(folder, "schemas", group, file), "utf8"));
      ajv.addSchema(schema, `http://bench/schemas/${group}/${file}`);
    }
  }
  return ajv.getSchema("http://bench/schemas/commands/open-retail-order.v1.json") as (value: unknown) => boolean;
}

const [full, fast] = [ajvOf({ mode: "full" }), ajvOf({ mode: "fast" })];
const runners: Readonly<Record<string, (document: unknown) => boolean>> = {
  "ours, full formats": (document) => validate(document).length === 0,
  "ajv, full formats": full,
  "ajv, fast formats": fast,
  "JSON.parse of the same": () => JSON.parse(text) !== null,
};
const times: Record<string, number[]> = {};
const count = 50_000;
for (let round = 0; round < 9; round++) {
  for (const [name, run] of Object.entries(runners)) {
    const start = performance.now();
    for (let at = 0; at < count; at++) if (!run(documents[at & 63])) throw new Error(`${name} refused it.`);
    times[name] = [...(times[name] ?? []), ((performance.now() - start) * 1000) / count];
  }
}
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))));
