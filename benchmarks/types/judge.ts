import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Diagnostics } from "../../codegen/diagnostics/diagnostic.ts";
import { buildContract } from "../../codegen/model/build-contract.ts";
import { readContract } from "../../codegen/read/read-contract.ts";
import { renderTypes } from "../../codegen/render/types/render-types.ts";
import type { Probe } from "./probes.ts";

/** What a validator and a type say of one document. */
export interface Judgement {
  readonly probe: Probe;
  readonly instance: unknown;
  readonly isValid: boolean;
  readonly fitsType: boolean;
}

const dialects = {
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;

/** The types that we make of the probes' schemas: `Probe0`, `Probe1` and so on. */
export async function typesOf(probes: readonly Probe[]): Promise<string> {
  const file = (index: number) => `schemas/probe-${index}.json`;
  const files = new Map(
    probes.map(({ schema, dialect }, index) => [
      file(index),
      JSON.stringify(typeof schema === "object" ? { $schema: dialects[dialect], ...schema } : schema),
    ]),
  );
  const components = probes.map((_, index) => [`Probe${index}`, { $ref: `./${file(index)}` }]);
  const document = {
    asyncapi: "3.0.0",
    info: { title: "Probes", version: "1" },
    // A contract that was written for the generator: in others an object is assumed where `type` is missing.
    "x-eventwright": { vocabulary: 1, name: "probes" },
    components: { schemas: Object.fromEntries(components) },
  };
  files.set("asyncapi.yaml", JSON.stringify(document));
  const diagnostics = new Diagnostics();
  const sources = readContract(
    { contract: "asyncapi.yaml", read: (path) => files.get(path), list: () => [] },
    diagnostics,
  );
  if (sources === undefined) throw new Error("The probes cannot be read.");
  return renderTypes(buildContract(sources, diagnostics));
}

/** Asks ajv, in the schema's own dialect, and `tsc --strict`, once for all. */
export async function judge(probes: readonly Probe[]): Promise<readonly Judgement[]> {
  const types = await typesOf(probes);
  const instances = probes.flatMap((probe, index) => {
    const validate = validatorOf(probe);
    return probe.instances.map((instance) => ({ probe, index, instance, isValid: validate(instance) }));
  });
  // Not a literal but a variable of the document's very type: misspelling checks play no part.
  const lines = instances.map(
    ({ index, instance }, at) =>
      `declare const v${at}: ${typeText(instance)}; export const c${at}: Probe${index} = v${at};`,
  );
  const head = types.split("\n").length - 1;
  const wrong = wrongLines(types + lines.join("\n"));
  for (const [line, message] of wrong)
    if (line <= head) throw new Error(`The types do not compile: ${line}: ${message}`);
  return instances.map(({ probe, instance, isValid }, at) => {
    return { probe, instance, isValid, fitsType: !wrong.has(head + at + 1) };
  });
}

function validatorOf({ schema, dialect }: Probe): (value: unknown) => boolean {
  const options = { strict: false, logger: false } as const;
  const ajv = dialect === "draft-07" ? new Ajv(options) : new Ajv2020(options);
  addFormats.default(ajv);
  // In draft-07 the words beside a reference are ignored, which this ajv leaves to us.
  const read = dialect === "draft-07" ? withoutSiblings(schema) : schema;
  return ajv.compile(read as object | boolean);
}

function withoutSiblings(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutSiblings);
  if (typeof schema !== "object" || schema === null) return schema;
  const isReference = typeof (schema as { $ref?: unknown }).$ref === "string";
  const kept = Object.entries(schema).filter(([word]) => !isReference || ["$ref", "definitions"].includes(word));
  return Object.fromEntries(kept.map(([word, value]) => [word, withoutSiblings(value)]));
}

/** A document as the type that has no other value. */
function typeText(value: unknown): string {
  if (Array.isArray(value)) return `readonly [${value.map(typeText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `readonly ${JSON.stringify(name)}: ${typeText(item)}`);
  return `{ ${members.join("; ")} }`;
}

/** Lines of a module that do not compile, with the reason. */
function wrongLines(text: string): ReadonlyMap<number, string> {
  const project = fileURLToPath(new URL("../..", import.meta.url));
  mkdirSync(join(project, ".eventwright"), { recursive: true });
  const folder = mkdtempSync(join(project, ".eventwright", "types-"));
  try {
    writeFileSync(join(folder, "probes.ts"), text);
    const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
    const options = [
      "--ignoreConfig",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noEmit",
      "--skipLibCheck",
      "--module",
      "nodenext",
    ];
    const args = [tsc, ...options, "--pretty", "false", "--types", "", join(folder, "probes.ts")];
    const output = run(args);
    const found = [...output.matchAll(/probes\.ts\((\d+),\d+\): error (.*)/g)];
    if (found.length === 0 && output.trim() !== "") throw new Error(output);
    return new Map(found.map(([, line, message]) => [Number(line), message ?? ""]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    return (error as { readonly stdout?: string }).stdout ?? "";
  }
}
