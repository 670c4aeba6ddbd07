import { type Contract, type EarlierVersion, type Message, typeOf } from "../model/contract.ts";
import { isForOutsiders } from "../model/versions.ts";
import { messageFile, validatorFile } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { block, literal, literals } from "./typescript/literals.ts";
import { headerLine, TypeScriptModule } from "./typescript/module.ts";

/** A class for each message, and one file that exports them all. */
export function renderMessages(contract: Contract): readonly (readonly [path: string, text: string])[] {
  const names = contract.messages.map(({ name }) => name);
  const exports = names.map((name) => `export { ${name} } from "./${messageFile(name).replace("messages/", "")}";\n`);
  const index = `// ${headerLine(contract.file)}\n${exports.join("") || "export {};\n"}`;
  const ids = new Map(contract.schemas.map(({ name, id }) => [name, id]));
  const classes = contract.messages.map(
    (message) => [messageFile(message.name), renderMessage(contract, message, ids)] as const,
  );
  return [...classes, ["messages/index.ts", index]];
}

function renderMessage(contract: Contract, message: Message, ids: ReadonlyMap<string, string>): string {
  const { name, title, kind, version } = message;
  const module = new TypeScriptModule(messageFile(name), contract.file);
  const types = `${literal(name)}, ${module.dataType(message.payload)}`;
  const note = message.deprecated ? "\n\n@deprecated The contract marks this message as deprecated." : "";
  const comment = docComment(`${title} (${kind}, version ${version}).\n\n${message.description}${note}`, "");
  const descriptor = block([
    `kind: ${literal(kind)},`,
    `messageName: ${literal(name)},`,
    `version: ${version},`,
    `type: ${literal(typeOf(contract, message))},`,
    `source: ${literal(contract.source)},`,
    `schemaId: ${literal(ids.get(message.payload) ?? "")},`,
    `visibility: ${literal(message.visibility)},`,
    ...addressing(message),
    ...personal(message),
    `validator: () => import(${literal(module.relative(validatorFile(name, version)))}),`,
    ...earlierVersions(contract, message, module),
  ]);
  const base = `${module.platform("defineMessage")}<${types}>(${descriptor})`;
  return module.print(`${comment}export class ${name} extends ${base} {}`);
}

/** What is known of the versions before. Left out when there are none. */
function earlierVersions(contract: Contract, message: Message, module: TypeScriptModule): readonly string[] {
  if (message.earlier.length === 0) return [];
  const entries = message.earlier.map((version) => {
    const lines = [
      `version: ${version.version},`,
      `type: ${literal(typeOf(contract, message, version.version))},`,
      `schemaId: ${literal(contract.schemas.find(({ name }) => name === version.payload)?.id ?? "")},`,
      ...(isForOutsiders(message, version) ? days(version) : []),
      ...personal(version),
      `validator: () => import(${literal(module.relative(validatorFile(message.name, version.version)))}),`,
    ];
    return block(lines, "    ");
  });
  return [`earlier: [\n${entries.map((entry) => `    ${entry},\n`).join("")}  ],`];
}

/** Until when outsiders may use a version, and since when they had better not. */
function days({ sunset, deprecated }: EarlierVersion): readonly string[] {
  const entries = Object.entries({ sunset, deprecated });
  return entries.flatMap(([name, day]) => (day === undefined ? [] : [`${name}: ${literal(day)},`]));
}

/** What never shows in logs, spans and metrics. Left out when there is nothing. */
function personal({ personalData }: Pick<Message, "personalData">): readonly string[] {
  return personalData.length === 0 ? [] : [`personalData: ${literals(personalData)},`];
}

function addressing(message: Message): readonly string[] {
  if (message.kind === "message") return [];
  if (message.kind === "notification") return [`recipient: ${literal(message.recipient)},`];
  const stream = [`stream: ${literal(message.stream)},`, `streamId: ${literal(message.streamId)},`];
  if (message.kind === "event") return stream;
  return [...stream, `dedupe: ${message.dedupe === "payload" ? literal("payload") : literals(message.dedupe)},`];
}
