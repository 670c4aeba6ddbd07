/** One peer at work, in a process of its own: `node benchmarks/generate/peer.ts NAME FOLDER`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const [name = "", folder = ""] = process.argv.slice(2);
const contract = join(folder, "asyncapi.yaml");

/** All schema files, by path below `schemas`. */
function schemas(): ReadonlyMap<string, { readonly [word: string]: unknown }> {
  const base = join(folder, "schemas");
  const files = readdirSync(base, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(base, file), "utf8"))]));
}

const peers: Readonly<Record<string, () => Promise<unknown>>> = {
  async bare() {},
  /** Types of everything in one call, as its fastest use is. */
  async jstt() {
    const { compile } = await import("json-schema-to-typescript");
    const anyOf = [...schemas().keys()].map((file) => ({ $ref: `./schemas/${file}` }));
    const text = await compile({ title: "Root", anyOf } as object, "Root", { cwd: `${folder}/`, format: false });
    writeFileSync(join(folder, "jstt.ts"), text);
  },
  /** Validators of all messages as stand-alone code. */
  async ajv() {
    const { Ajv } = await import("ajv");
    const { default: standalone } = await import("ajv/dist/standalone/index.js");
    const { default: formats } = await import("ajv-formats");
    const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true, esm: true } });
    formats.default(ajv);
    const refs: Record<string, string> = {};
    for (const [file, schema] of schemas()) ajv.addSchema(schema, `http://bench/schemas/${file}`);
    for (const file of schemas().keys()) {
      if (/^(commands|events|notifications)\//.test(file))
        refs[file.replace(/\W/g, "_")] = `http://bench/schemas/${file}`;
    }
    writeFileSync(join(folder, "ajv.js"), standalone.default(ajv, refs));
  },
  async modelina() {
    const { Parser, fromFile } = require("@asyncapi/parser");
    const { TypeScriptGenerator } = require("@asyncapi/modelina");
    const { document } = await fromFile(new Parser(), contract).parse();
    const models = await new TypeScriptGenerator().generate(document);
    writeFileSync(join(folder, "modelina.ts"), models.map(({ result }: { result: string }) => result).join("\n"));
  },
  /** What the official generator takes when the template makes nothing. */
  async generator() {
    const template = join(folder, "noop");
    mkdirSync(join(template, "template"), { recursive: true });
    writeFileSync(join(template, "template", ".keep"), "");
    const generator = { apiVersion: "v3", generator: ">=3.0.0 <4.0.0" };
    writeFileSync(join(template, "package.json"), JSON.stringify({ name: "noop", version: "1.0.0", generator }));
    const Generator = require("@asyncapi/generator");
    const target = join(folder, "noop-out");
    await new Generator(template, target, { forceWrite: true }).generateFromFile(contract);
  },
  async parser() {
    const { Parser, fromFile } = require("@asyncapi/parser");
    const { diagnostics } = await fromFile(new Parser(), contract).parse();
    if (diagnostics.some(({ severity }: { severity: number }) => severity === 0)) throw new Error("It found errors.");
  },
  /** The first message that a new process validates. */
  async first() {
    const { validate } = await import(join(folder, "generated/validators/open-retail-order.v1.js"));
    if (validate({}).length === 0) throw new Error("An empty payload passed.");
  },
  /** The same with ajv at run time, compiling only what it needs. */
  async "first-ajv"() {
    const { Ajv } = await import("ajv");
    const { default: formats } = await import("ajv-formats");
    const ajv = new Ajv({ strict: false });
    formats.default(ajv);
    for (const [file, schema] of schemas()) ajv.addSchema(schema, `http://bench/schemas/${file}`);
    const validate = ajv.getSchema("http://bench/schemas/commands/open-retail-order.v1.json");
    if (validate?.({}) !== false) throw new Error("An empty payload passed.");
  },
};

const peer = Object.hasOwn(peers, name) ? peers[name] : undefined;
if (peer === undefined) throw new Error(`No peer is called ${name}.`);
await peer();
