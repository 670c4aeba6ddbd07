import { own } from "../json/json.ts";
import {
  type Command,
  type Contract,
  commandsOf,
  type Filter,
  notificationsOf,
  type Query,
  type ReadModel,
  typeOf,
} from "../model/contract.ts";
import { commandMethod, pathParameters, queriesOf, route, typesFile } from "../plan/plan.ts";
import type { NamedSchema } from "../schema/schema-table.ts";
import { docComment } from "./types/print-declarations.ts";
import { key, literal, union } from "./typescript/literals.ts";
import { headerLine, TypeScriptModule } from "./typescript/module.ts";

const runtimeFile = "client-runtime.ts";
/** What the client re-exports, so that its users import one file. */
const exported = "ClientOptions, CommandStatus, Listing, Page, PayloadFault, Posted, Problem, ReadOptions, SendOptions";

/** The names that every client has; commands and queries must not take them. */
export const clientMethods: readonly string[] = [
  "command",
  "constructor",
  "health",
  "listNotifications",
  "notifications",
  "outcome",
];

/** A file of the client. */
type TextFile = readonly [path: string, text: string];

/** The typed HTTP client: no dependencies, not even on the platform. */
export function renderClient(contract: Contract, assets: readonly TextFile[]): readonly TextFile[] {
  const module = new TypeScriptModule("client.ts", contract.file);
  for (const name of ["ClientOptions", "CommandStatus", "ReadOptions"]) module.type(name, runtimeFile);
  module.value("Transport", runtimeFile);
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  const commands = commandsOf(contract).filter(({ endpoint }) => endpoint !== undefined);
  const queries = queriesOf(contract);
  const codes = contract.rejections.map(({ code }) => literal(code));
  const body = [
    `export type { ${exported} } from "./${runtimeFile}";\nexport { ProblemError } from "./${runtimeFile}";\n`,
    `export type * from "./${typesFile}";\n\n`,
    "/** Codes that a command may be rejected with. */\n",
    `export type RejectionCode = ${union(codes)};\n\n`,
    renderNotificationTypes(module, contract),
    docComment(`Client of ${contract.title} ${contract.version}.`, ""),
    "export class Client {\n  readonly #transport: Transport;\n\n",
    "  constructor(options: ClientOptions) {\n    this.#transport = new Transport(options);\n  }\n",
    ...commands.map((command) => renderCommand(module, command)),
    ...queries.map(({ query, readModel }) => renderQuery(module, query, readModel, schemas)),
    ...common(module, notificationsOf(contract).length > 0),
    "}",
  ];
  return [
    ["client.ts", module.print(body.join(""))],
    ...assets.map(([path, text]): TextFile => [path, `// ${headerLine(contract.file)}\n${text}`]),
  ];
}

function renderCommand(module: TypeScriptModule, command: Command): string {
  const { name, payload, summary, endpoint, version, earlier } = command;
  const path = literal(`/${route(endpoint?.address ?? "")}`);
  const options = `options?: ${module.type("SendOptions", runtimeFile)}`;
  const answer = `Promise<${module.type("Posted", runtimeFile)}>`;
  return [
    `\n${docComment(summary, "  ")}`,
    `  ${commandMethod(name)}(data: ${module.dataType(payload)}, ${options}): ${answer} {\n`,
    `    return this.#transport.send(${path}, data, options${earlier.length === 0 ? "" : `, ${version}`});\n  }\n`,
  ].join("");
}

function renderQuery(
  module: TypeScriptModule,
  query: Query,
  readModel: ReadModel,
  schemas: ReadonlyMap<string, NamedSchema>,
): string {
  const document = module.dataType(readModel.document ?? "never");
  const parameters = pathParameters(query.path);
  const path = literal(`/${route(query.path)}`);
  const address =
    parameters.length === 0 ? path : `${module.value("pathOf", runtimeFile)}(${path}, { ${parameters.join(", ")} })`;
  const positional = parameters.map((name) => `${name}: string`);
  const note = docComment(query.description, "  ");
  if (query.returns === "one") {
    const args = [...positional, "options: ReadOptions = {}"].join(", ");
    const call = `this.#transport.find({ path: ${address}, signal: options.signal })`;
    return `\n${note}  ${query.name}(${args}): Promise<${document} | undefined> {\n    return ${call};\n  }\n`;
  }
  const fields = [
    ...query.filters.map((filter) => `readonly ${key(filter.name)}?: ${filterType(filter, readModel, schemas)}`),
    "readonly after?: string",
    "readonly limit?: number",
  ];
  const args = [...positional, `query: { ${fields.join("; ")} } & ReadOptions = {}`].join(", ");
  const listing = `${module.type("Listing", runtimeFile)}<${document}>`;
  return [
    `\n${note}  ${query.name}(${args}): ${listing} {\n`,
    "    const { signal, ...rest } = query;\n",
    `    return this.#transport.list({ path: ${address}, query: rest, signal });\n  }\n`,
  ].join("");
}

function filterType({ fields }: Filter, readModel: ReadModel, schemas: ReadonlyMap<string, NamedSchema>): string {
  const properties = schemas.get(readModel.document ?? "")?.schema["properties"];
  const types = fields.map((field) =>
    own(properties, field) === undefined ? "string" : `${readModel.document}[${literal(field)}]`,
  );
  return [...new Set(types)].join(" | ");
}

function renderNotificationTypes(module: TypeScriptModule, contract: Contract): string {
  const notifications = notificationsOf(contract);
  if (notifications.length === 0) return "";
  const members = notifications.map(
    (notification) =>
      `NotificationOf<${literal(typeOf(contract, notification))}, ${module.dataType(notification.payload)}>`,
  );
  return [
    "/** A notification with its CloudEvents attributes. */\n",
    "export interface NotificationOf<Type extends string, Data> {\n",
    '  readonly specversion: "1.0";\n',
    "  /** Stable over redeliveries. */\n  readonly id: string;\n",
    "  readonly source: string;\n  readonly type: Type;\n  readonly subject: string;\n",
    "  /** RFC 3339 instant in UTC. */\n  readonly time: string;\n",
    "  readonly recipient: string;\n  readonly correlationid: string;\n  readonly causationid: string;\n",
    "  /** Where it stands in its trace (W3C). */\n  readonly traceparent?: string;\n  readonly tracestate?: string;\n",
    "  readonly data: Data;\n}\n\n",
    "/** Any notification; its `type` tells which. */\n",
    `export type AnyNotification =\n${members.map((member) => `  | ${member}`).join("\n")};\n\n`,
  ].join("");
}

function common(module: TypeScriptModule, hasNotifications: boolean): readonly string[] {
  const notifications = `
  /**
   * Follows a recipient's notifications as they come. A broken connection is taken up again where it broke, so that none is
   * missed. Ends when \`signal\` is aborted. \`id\` is what \`after\` takes to go on from there later.
   */
  notifications(
    recipient: string,
    options: ReadOptions & { readonly after?: string } = {},
  ): AsyncGenerator<{ id: string; data: AnyNotification }> {
    const { after, signal } = options;
    return this.#transport.follow({ path: "/api/notifications", query: { recipient }, signal }, after);
  }

  /** A recipient's notifications so far. */
  listNotifications(
    recipient: string,
    query: { readonly after?: string; readonly limit?: number } & ReadOptions = {},
  ): Listing<AnyNotification> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/notifications", query: { recipient, ...rest }, signal });
  }
`;
  if (hasNotifications) module.type("Listing", runtimeFile);
  return [
    `
  /** What became of a command so far. \`wait\` (ms, at most 30000) lets the server answer later, when there is an outcome. */
  command(commandId: string, options: ReadOptions & { readonly wait?: number } = {}): Promise<CommandStatus> {
    return this.#transport.command(commandId, (options.wait ?? 0) / 1000, options.signal);
  }

  /** Waits until a command has an outcome. After \`timeout\` (ms, default 30000) answers what is known, maybe \`accepted\`. */
  outcome(commandId: string, options: ReadOptions & { readonly timeout?: number } = {}): Promise<CommandStatus> {
    return this.#transport.outcome(commandId, options.timeout ?? 30_000, options.signal);
  }
`,
    hasNotifications ? notifications : "",
    `
  /** Whether the server and what it needs are ready; throws a ProblemError when they are not. */
  health(options: ReadOptions = {}): Promise<{ readonly status: string }> {
    return this.#transport.get({ path: "/api/health", signal: options.signal });
  }
`,
  ];
}
