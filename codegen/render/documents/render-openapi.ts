import { type JsonObject, own, printJson } from "../../json/json.ts";
import {
  type Command,
  type Contract,
  commandsOf,
  type EarlierVersion,
  type Filter,
  type Message,
  notificationsOf,
  type Query,
  type ReadModel,
  typeOf,
} from "../../model/contract.ts";
import { type Needs, noNeeds } from "../../model/security.ts";
import { isForOutsiders } from "../../model/versions.ts";
import { commandMethod, pathParameters, queriesOf, route } from "../../plan/plan.ts";
import { apiSchemas, jsonResponse, problemComponents, problemResponses, ref, schemaBase } from "./openapi-parts.ts";
import { securityOf, securitySchemes, withSecurity } from "./openapi-security.ts";
import { reachable, rebased } from "./reachable.ts";

/** OpenAPI 3.1 of the HTTP API: public commands, queries, notifications, health. */
export function renderOpenApi(contract: Contract): string {
  const commands = commandsOf(contract).filter(({ endpoint }) => endpoint !== undefined);
  const queries = queriesOf(contract);
  const notifications = notificationsOf(contract);
  const used = [
    ...commands.flatMap((message) => [...sentVersions(message), message].map(({ payload }) => payload)),
    ...queries.flatMap(({ readModel }) => readModel.document ?? []),
    ...notifications.flatMap((message) => [...sentVersions(message), message].map(({ payload }) => payload)),
  ];
  const schemas = reachable(used, contract.schemas).map(({ name, schema }) => [name, rebased(schema, schemaBase)]);
  const rejections = contract.rejections.map(({ code }) => code);
  const schemes = securitySchemes(contract);
  const isOpen = Object.keys(schemes).length === 0;
  const isKeyOnly = contract.keyed && contract.security.tokens === undefined;
  return printJson({
    openapi: "3.1.0",
    info: {
      title: contract.title,
      version: contract.version,
      ...(contract.description === "" ? {} : { description: contract.description }),
      ...(contract.license === undefined ? {} : { license: { name: contract.license } }),
    },
    servers: [{ url: "/" }],
    ...(isOpen ? {} : { security: securityOf(contract, noNeeds) }),
    tags: [
      {
        name: "commands",
        description: "Requests to change something. They are stored at once and handled soon after.",
      },
      { name: "queries", description: "Read models: what the events so far add up to." },
      { name: "notifications", description: "What concerns one person." },
      { name: "service", description: "About the service itself." },
    ],
    paths: {
      ...Object.fromEntries(
        commands.map((command) => [
          `/${route(command.endpoint?.address ?? "")}`,
          asked(contract, command.needs, postCommand(contract, command)),
        ]),
      ),
      "/api/commands/{commandId}": asked(contract, noNeeds, getCommand()),
      ...Object.fromEntries(
        queries.map(({ query, readModel }) => [
          `/${route(query.path)}`,
          asked(contract, query.needs, getQuery(contract, query, readModel)),
        ]),
      ),
      ...(notifications.length === 0
        ? {}
        : { "/api/notifications": asked(contract, contract.security.notifications, getNotifications(contract)) }),
      "/api/health": getHealth(!isOpen),
    },
    components: {
      ...(isOpen ? {} : { securitySchemes: schemes }),
      responses: { ...problemComponents(contract), ...(isKeyOnly ? { Unauthorized: unauthorized } : {}) },
      schemas: {
        ...Object.fromEntries(schemas),
        ...apiSchemas(rejections, contract),
        ...(notifications.length === 0 ? {} : { Notification: notificationSchema(contract) }),
      },
    },
  });
}

const unauthorized: JsonObject = { description: "The key is missing or wrong. The answer has no body." };

/** The methods of a path, each with who may call it. */
function asked(contract: Contract, needs: Needs, methods: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(methods).map(([method, operation]) => [
      method,
      withSecurity(contract, needs, operation as JsonObject),
    ]),
  );
}

function postCommand(contract: Contract, command: Command): JsonObject {
  const earlier = sentVersions(command);
  const codes = command.rejections.map((code) => {
    const message = contract.rejections.find((entry) => entry.code === code)?.message ?? "";
    return `- \`${code}\`: ${message}`;
  });
  const rules = codes.length === 0 ? "" : `\n\nMay be rejected later, as its status tells:\n${codes.join("\n")}`;
  const examples = command.examples.map(({ name, summary, payload }, index) => [
    name ?? `example${index + 1}`,
    { ...(summary === undefined ? {} : { summary }), value: payload },
  ]);
  const location = { Location: { description: "Where to follow the command.", schema: { type: "string" } } };
  const replayed = {
    "Idempotency-Replayed": {
      description: "`true` when the server had the command already, under the same key.",
      schema: { const: "true" },
    },
  };
  const from = contract.security.tokens === undefined ? "" : " of one caller";
  return {
    post: {
      operationId: commandMethod(command.name),
      tags: ["commands"],
      summary: command.endpoint?.summary ?? command.summary,
      description: `${command.description}${rules}`,
      ...(command.deprecated ? { deprecated: true } : {}),
      parameters: [
        header("Idempotency-Key", `Makes two posts${from} the same command. 1 to 255 visible ASCII characters.`, {
          minLength: 1,
          maxLength: 255,
        }),
        ...versionParameter(command),
        header("X-Correlation-ID", "Joins the command to others.", { pattern: "^[A-Za-z0-9._:-]{1,128}$" }),
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: bodySchema(command),
            ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }),
          },
        },
      },
      responses: {
        202: jsonResponse("The command is stored.", ref("CommandAccepted"), { headers: { ...location, ...replayed } }),
        ...problemResponses(400, 409, ...(earlier.length === 0 ? [] : [410]), 413, 415, 422, 500, 503),
      },
    },
  };
}

/** The earlier versions that clients may send, or get, until their sunset. */
function sentVersions(message: Message): readonly EarlierVersion[] {
  return message.earlier.filter((version) => isForOutsiders(message, version));
}

function bodySchema(command: Command): JsonObject {
  const versions = sentVersions(command);
  if (versions.length === 0) return ref(command.payload);
  return { anyOf: [command, ...versions.toReversed()].map(({ payload }) => ref(payload)) };
}

/** The header that says which version the body is in. */
function versionParameter(command: Command): readonly JsonObject[] {
  const versions = sentVersions(command);
  if (versions.length === 0) return [];
  const ends = versions.map(({ version, sunset }) => `version ${version} ends after ${sunset}`).join(", ");
  const what = `The version of the payload; without it the oldest that has not ended: ${ends}.`;
  return [
    header("Message-Version", what, { enum: [...versions.map(({ version }) => `${version}`), `${command.version}`] }),
  ];
}

function getCommand(): JsonObject {
  return {
    get: {
      operationId: "command",
      tags: ["commands"],
      summary: "What became of a command.",
      parameters: [
        pathParameter("commandId"),
        header("Prefer", "`wait=N` answers when there is an outcome, after N seconds (at most 30) at the latest.", {
          examples: ["wait=10"],
        }),
      ],
      responses: {
        200: jsonResponse("The command's status.", ref("CommandStatus")),
        ...problemResponses(400, 404, 500, 503),
      },
    },
  };
}

function getQuery(contract: Contract, query: Query, readModel: ReadModel): JsonObject {
  const document = ref(readModel.document ?? "");
  const properties = contract.schemas.find(({ name }) => name === readModel.document)?.schema["properties"];
  const filters = query.filters.map((filter) => filterParameter(filter, properties));
  const isPage = query.returns === "page";
  const missing = isPage ? [] : [404];
  return {
    get: {
      operationId: query.name,
      tags: ["queries"],
      summary: query.summary,
      ...(query.description === query.summary ? {} : { description: query.description }),
      parameters: [...pathParameters(query.path).map(pathParameter), ...filters, ...(isPage ? pageParameters() : [])],
      responses: {
        200: isPage ? jsonResponse("A page.", page(document)) : jsonResponse("The document.", document),
        ...problemResponses(400, ...missing, 500, 503),
      },
    },
  };
}

function filterParameter({ name, fields }: Filter, properties: unknown): JsonObject {
  const schemas = fields.map(
    (field) => rebased(own(properties, field) ?? { type: "string" }, schemaBase) as JsonObject,
  );
  const [first = {}, ...others] = new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values();
  const isPlain = fields.length === 1 && fields[0] === name;
  const description = isPlain ? "Only those with this value." : `Only those with this value as ${fields.join(" or ")}.`;
  return queryParameter(name, description, others.length === 0 ? first : { anyOf: [first, ...others] });
}

function getNotifications(contract: Contract): JsonObject {
  const pinned = notificationsOf(contract).flatMap((message) =>
    sentVersions(message).map(({ version, sunset }) => ({ pin: `${message.name}:${version}`, sunset })),
  );
  const events = "Server-sent events: `id` is what `Last-Event-ID` takes, `data` is one notification as JSON.";
  return {
    get: {
      operationId: "notifications",
      tags: ["notifications"],
      summary: "One person's notifications, as a page or as a stream that stays open.",
      parameters: [
        queryParameter("recipient", "Whose.", { type: "string" }, true),
        ...pageParameters(),
        ...(pinned.length === 0 ? [] : [pinParameter(pinned)]),
        header("Last-Event-ID", "Streams go on after this event.", {}),
      ],
      responses: {
        200: {
          description: `A page; or a stream when \`Accept: text/event-stream\` asks for one. ${events}`,
          content: {
            "application/json": { schema: page(ref("Notification")) },
            "text/event-stream": { schema: { type: "string", description: events } },
          },
        },
        ...problemResponses(400, 406, ...(pinned.length === 0 ? [] : [410]), 500, 503),
      },
    },
  };
}

function pinParameter(pinned: readonly { readonly pin: string; readonly sunset: string | undefined }[]): JsonObject {
  const ends = pinned.map(({ pin, sunset }) => `\`${pin}\` until ${sunset}`).join(", ");
  const what = `Earlier versions of notifications, with commas in between: ${ends}. All others come in their newest.`;
  return queryParameter("versions", what, { type: "string", examples: pinned.slice(0, 1).map(({ pin }) => pin) });
}

function getHealth(closed: boolean): JsonObject {
  const build = { type: "string", description: "The contract's version, and which build of it answers." };
  const schema = { type: "object", required: ["status"], properties: { status: { const: "ready" }, build } };
  return {
    get: {
      operationId: "health",
      tags: ["service"],
      summary: "Whether the service and what it needs are ready.",
      ...(closed ? { security: [] } : {}),
      responses: { 200: jsonResponse("Everything is ready.", schema), ...problemResponses(503) },
    },
  };
}

/** A notification as a CloudEvent: its type says which payload it has. */
function notificationSchema(contract: Contract): JsonObject {
  const text = { type: "string" };
  return {
    description: "A notification as a CloudEvent.",
    type: "object",
    required: ["specversion", "id", "source", "type", "time", "recipient", "correlationid", "causationid", "data"],
    properties: {
      specversion: { const: "1.0" },
      id: { ...text, description: "Stable over redeliveries." },
      source: text,
      type: text,
      subject: text,
      time: { ...text, format: "date-time" },
      recipient: text,
      correlationid: text,
      causationid: text,
    },
    oneOf: notificationsOf(contract).flatMap((notification) =>
      [...sentVersions(notification), notification].map(({ version, payload }) => ({
        properties: { type: { const: typeOf(contract, notification, version) }, data: ref(payload) },
      })),
    ),
  };
}

function page(item: JsonObject): JsonObject {
  const next = { type: "string", description: "Give it as `after` to get the next page; missing on the last one." };
  return { type: "object", required: ["items"], properties: { items: { type: "array", items: item }, next } };
}

function pageParameters(): readonly JsonObject[] {
  return [
    queryParameter("after", "Where the page begins: `next` of the page before.", { type: "string" }),
    queryParameter("limit", "Items of a page.", { type: "integer", minimum: 1, maximum: 200, default: 50 }),
  ];
}

function pathParameter(name: string): JsonObject {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

function queryParameter(name: string, description: string, schema: JsonObject, required = false): JsonObject {
  return { name, in: "query", description, ...(required ? { required } : {}), schema };
}

function header(name: string, description: string, schema: JsonObject): JsonObject {
  return { name, in: "header", description, schema: { type: "string", ...schema } };
}
