import { posix } from "node:path";
import { Diagnostics } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { nearest } from "../../lint/nearest.ts";
import { buildContract } from "../../model/build-contract.ts";
import type { Contract, Message } from "../../model/contract.ts";
import { newestOf } from "../../model/payload-name.ts";
import type { ContractFiles } from "../../read/contract-files.ts";
import { readContract } from "../../read/read-contract.ts";
import { closureOf } from "../../schema/compiler.ts";
import { createCompiler, type SchemaCompiler } from "../../schema/schema-compiler.ts";
import { type Rulebook, validate } from "../../validate/validate.ts";
import { goldenPath, goldenSamplesOf, printGolden } from "../golden-samples.ts";
import { changeDocument } from "./change-document.ts";
import { pathOfVersion, raisedSchema } from "./copy-schema.ts";
import type { NextVersion } from "./next-version.ts";
import { Refusal } from "./refusal.ts";
import { castersPath, needsDowncaster, registerCasters, scaffoldCasters } from "./scaffold.ts";

/** A file that is written. */
export interface FileChange {
  /** Relative to the contract's folder. */
  readonly path: string;
  /** The text before; undefined: the file is new. */
  readonly before: string | undefined;
  readonly text: string;
}

/** What making a new version does. */
export interface NewVersion {
  readonly message: string;
  readonly kind: Message["kind"];
  /** The version that becomes an earlier one. */
  readonly from: number;
  readonly to: number;
  readonly sunset: string | undefined;
  readonly changes: readonly FileChange[];
  /** What could not be written safely, as sentences. */
  readonly byHand: readonly string[];
  /** What to do next. */
  readonly next: readonly string[];
}

/** What a new version is made from. */
export interface NewVersionRequest {
  readonly message: string;
  /** Last day of the present version for outsiders; false: it ends at once for them; undefined: not said. */
  readonly sunset: string | false | undefined;
  /** Day (UTC) since when nobody shall build on the present version any more; left out: not said. */
  readonly deprecated?: string | undefined;
}

/** What planning needs besides the contract. */
export interface VersionTools {
  readonly rulebook: Rulebook;
  /** Keeps compiled schemas, so that several versions are planned faster. */
  readonly compiler?: SchemaCompiler;
}

/**
 * Plans a new version of a message; writes nothing.
 * @throws Refusal when it cannot be made
 */
export function planNewVersion(
  files: ContractFiles,
  { rulebook, compiler = createCompiler() }: VersionTools,
  request: NewVersionRequest,
): NewVersion {
  const { contract, document, text } = load(files, rulebook, compiler);
  const message = find(contract, document, request.message);
  checkSunset(message, request.sunset);
  if (request.deprecated !== undefined) checkDay(request.deprecated);
  const file = schemaFileOf(files, document, message);
  checkFinished(contract, message);
  const next: NextVersion = {
    message: message.name,
    kind: message.kind,
    version: message.version,
    earlier: `${message.name}.v${message.version}`,
    payload: pathOfVersion(file.ref, message.version + 1),
    sunset: request.sunset === false ? undefined : request.sunset,
    visibility: message.visibility,
    deprecated: request.deprecated ?? (message.deprecated ? true : undefined),
    personalData: message.personalData,
  };
  const changes: FileChange[] = [
    { path: files.contract, before: text, text: changeDocument(files.contract, text, document, next) },
  ];
  changes.push(
    added(
      files,
      pathOfVersion(file.path, message.version + 1),
      raisedSchema(file.path, file.text, message.version + 1),
    ),
  );
  const golden = printGolden(goldenSamplesOf(contract, message.name, message));
  const frozen = goldenPath(message.name, message.version);
  if (files.read(frozen) !== golden) changes.push(added(files, frozen, golden));
  const { changes: handlers, byHand } = handlerChanges(files, next);
  changes.push(...handlers);
  load(overlaid(files, changes), rulebook, compiler);
  return {
    message: message.name,
    kind: message.kind,
    from: message.version,
    to: message.version + 1,
    sunset: next.sunset,
    changes,
    byHand,
    next: nextSteps(next, pathOfVersion(file.path, message.version + 1)),
  };
}

interface Loaded {
  readonly contract: Contract;
  readonly document: JsonObject;
  readonly text: string;
}

function load(files: ContractFiles, rulebook: Rulebook, compiler: SchemaCompiler): Loaded {
  const diagnostics = new Diagnostics();
  const sources = readContract(files, diagnostics);
  const contract = sources === undefined ? undefined : buildContract(sources, diagnostics);
  if (sources !== undefined && contract !== undefined) {
    validate(sources, contract, compiler.compile(contract.schemas), rulebook, diagnostics);
  }
  const document = sources?.contract.value;
  if (sources !== undefined && contract !== undefined && diagnostics.ok && isObject(document)) {
    return { contract, document, text: sources.contract.text };
  }
  const first = diagnostics
    .list((at) => sources?.positionOf(at) ?? { line: 1, column: 1 })
    .find(({ severity }) => severity === "error");
  const what =
    first === undefined ? "The contract cannot be read." : `${first.file}:${first.line} ${first.rule} ${first.message}`;
  throw new Refusal("contract-broken", what);
}

function find(contract: Contract, document: JsonObject, name: string): Message {
  const message = contract.messages.find((each) => each.name === name);
  if (message === undefined) {
    const component = own(objectAt(objectAt(document, "components"), "messages"), name);
    const newest = newestOf(component);
    if (newest !== undefined) {
      throw new Refusal("message-unknown", `\`${name}\` is an earlier version; the newest is \`${newest}\`.`);
    }
    const names = contract.messages.map((each) => each.name);
    const near = nearest(name, names);
    const known = near === undefined ? `There are ${names.length}.` : `Is \`${near}\` meant?`;
    throw new Refusal("message-unknown", `There is no message \`${name}\`. ${known}`);
  }
  if (message.at.pointer !== pointer("/components/messages", name)) {
    throw new Refusal("message-elsewhere", `\`${name}\` stands at \`${message.at.pointer}\`.`);
  }
  return message;
}

function checkSunset({ name, visibility }: Message, sunset: string | false | undefined): void {
  if (typeof sunset === "string" && visibility === "private")
    throw new Refusal("sunset-private", `\`${name}\` is private.`);
  if (sunset === undefined && visibility === "public") throw new Refusal("sunset-missing", `\`${name}\` is public.`);
  if (typeof sunset === "string") checkDay(sunset);
}

function checkDay(day: string): void {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) === true;
  if (!isDay) throw new Refusal("day-invalid", `\`${day}\` is not a day.`);
}

interface SchemaFile {
  readonly ref: string;
  readonly path: string;
  readonly text: string;
}

function schemaFileOf(files: ContractFiles, document: JsonObject, message: Message): SchemaFile {
  const component = own(objectAt(objectAt(document, "components"), "messages"), message.name);
  const ref = stringAt(own(component, "payload"), "$ref");
  if (ref === undefined || ref.includes("#")) {
    throw new Refusal("schema-inline", `The payload of \`${message.name}\` has no schema file of its own.`);
  }
  const path = posix.normalize(posix.join(posix.dirname(files.contract), ref));
  const text = files.read(path);
  if (text === undefined) throw new Refusal("schema-inline", `There is no file \`${path}\`.`);
  return { ref, path, text };
}

/** The newest version must differ from the one before it, or nobody has finished making it. */
function checkFinished(contract: Contract, { name, version, payload, earlier }: Message): void {
  const before = earlier.at(-1);
  if (before === undefined) return;
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  const text = (schema: string) => JSON.stringify(closureOf(schema, schemas));
  if (text(before.payload) !== text(payload)) return;
  throw new Refusal(
    "version-unfinished",
    `Version ${version} of \`${name}\` is the same as version ${before.version}.`,
  );
}

function added(files: ContractFiles, path: string, text: string): FileChange {
  if (files.read(path) !== undefined) throw new Refusal("file-in-the-way", `There is a file \`${path}\` already.`);
  return { path, before: undefined, text };
}

function handlerChanges(files: ContractFiles, next: NextVersion): { changes: FileChange[]; byHand: string[] } {
  const changes: FileChange[] = [];
  const path = castersPath(next.message);
  const present = files.read(path);
  const casters = scaffoldCasters(present, next);
  if (casters.text !== undefined) changes.push({ path, before: present, text: casters.text });
  const index = files.read("handlers/index.ts");
  if (index === undefined)
    return {
      changes,
      byHand: [
        ...casters.byHand,
        "handlers/index.ts: there is none; name the conversions where the app's handlers are",
      ],
    };
  const registered = registerCasters(index, next);
  if (registered.text !== undefined) changes.push({ path: "handlers/index.ts", before: index, text: registered.text });
  return { changes, byHand: [...casters.byHand, ...registered.byHand] };
}

/** The project's files as they would be. */
function overlaid(files: ContractFiles, changes: readonly FileChange[]): ContractFiles {
  const texts = new Map(changes.map(({ path, text }) => [path, text]));
  return {
    contract: files.contract,
    read: (path) => texts.get(path) ?? files.read(path),
    list: (folder) =>
      [
        ...new Set([...files.list(folder), ...[...texts.keys()].filter((path) => path.startsWith(`${folder}/`))]),
      ].sort(),
  };
}

function nextSteps(next: NextVersion, schema: string): readonly string[] {
  const from = `from${next.version}`;
  const to = needsDowncaster(next) ? ` and \`to${next.version}\`` : "";
  return [
    `Change \`${schema}\` to what the message shall be, and its examples in the contract.`,
    "Run `npm run generate`: from then on the compiler asks for what is missing.",
    `Write \`${from}\`${to} in \`${castersPath(next.message)}\`; they copy everything so far.`,
    "Run `npm run contract -- upcasters`: it tries them on frozen and made-up documents.",
    "Run `npm run contract -- check`: it says whom the change concerns.",
  ];
}
