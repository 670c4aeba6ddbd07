import type { JsonObject } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";

/** Where an OpenAPI document keeps its schemas. */
export const schemaBase = "#/components/schemas/";

/** A reference to a schema of the document. */
export function ref(name: string): JsonObject {
  return { $ref: `${schemaBase}${name}` };
}

/** A JSON answer. */
export function jsonResponse(description: string, schema: JsonObject, extra: JsonObject = {}): JsonObject {
  return { description, ...extra, content: { "application/json": { schema } } };
}

/** The codes of problem details that the API answers, by status. */
export const problemCodes: Readonly<Record<string, readonly string[]>> = {
  400: [
    "invalid-payload",
    "invalid-json",
    "invalid-idempotency-key",
    "invalid-query",
    "invalid-cursor",
    "invalid-header",
    "version-unknown",
  ],
  401: ["token-missing", "token-invalid", "token-expired"],
  403: ["scope-missing", "not-yours"],
  404: ["not-found", "unknown-command"],
  405: ["method-not-allowed"],
  406: ["not-acceptable"],
  409: ["duplicate-command"],
  410: ["version-ended"],
  413: ["payload-too-large"],
  415: ["unsupported-media-type"],
  422: ["idempotency-key-reused"],
  429: ["rate-limited"],
  500: ["internal-error"],
  503: ["store-unavailable", "issuer-unavailable", "not-configured", "role-missing", "not-ready"],
};

const reasons: Readonly<Record<string, string>> = {
  400: "The request is not valid; `code` says what about it, `errors` lists every fault of a payload.",
  401: "A token is needed, or the one that was sent is not good; `WWW-Authenticate` says so, too. A key that is missing or wrong is answered without a body.",
  403: "The token is good and does not let its owner do this: `scopes` names what is needed, or it is somebody else's business.",
  404: "There is nothing at this address.",
  405: "The method is not allowed here.",
  406: "There is no such representation.",
  409: "The same command was sent before; `commandId` and `Location` name the first one.",
  410: "This version of the message has ended; `newest` names the one to use.",
  413: "The body is larger than 256 KiB.",
  415: "The body is not `application/json`.",
  422: "The `Idempotency-Key` was used with another payload, or a check refused the command.",
  429: "Too many requests. Try again after `Retry-After`.",
  500: "Something went wrong on the server; it was logged under `instance`.",
  503: "The server cannot do this now. Try again after `Retry-After`.",
};

/** Responses with problem details, by status: kept once, under `components`. Those about callers where the contract asks for them. */
export function problemComponents({ security }: Contract): JsonObject {
  const { tokens, rateLimit } = security;
  const left = new Set([
    ...(tokens === undefined ? ["401", "403"] : []),
    ...(tokens === undefined && rateLimit === undefined ? ["429"] : []),
  ]);
  const shown = Object.entries(problemCodes).filter(([status]) => !left.has(status));
  return Object.fromEntries(
    shown.map(([status, all]) => {
      const codes = tokens === undefined ? all.filter((code) => code !== "issuer-unavailable") : all;
      const schema = { allOf: [ref("Problem"), { properties: { code: { examples: codes } } }] };
      const description = `${reasons[status]} Codes: ${codes.map((code) => `\`${code}\``).join(", ")}.`;
      return [`Problem${status}`, { description, content: { "application/problem+json": { schema } } }];
    }),
  );
}

/** References to the responses with problem details for some statuses. */
export function problemResponses(...statuses: readonly number[]): JsonObject {
  const entries = statuses.map((status) => [String(status), { $ref: `#/components/responses/Problem${status}` }]);
  return Object.fromEntries(entries);
}

const text = (description: string): JsonObject => ({ type: "string", description });

/** Schemas of the API itself, the same for every contract. */
export function apiSchemas(rejections: readonly string[], { security }: Contract): JsonObject {
  const aboutCallers = new Set(["401", "403", "429"]);
  const known = Object.entries(problemCodes).filter(
    ([status]) => security.tokens !== undefined || !aboutCallers.has(status),
  );
  const codes = [...new Set(known.flatMap(([, list]) => list))].filter(
    (code) => security.tokens !== undefined || code !== "issuer-unavailable",
  );
  return {
    CommandAccepted: {
      description: "The command is stored and will be handled.",
      type: "object",
      required: ["commandId", "status", "correlationId"],
      properties: {
        commandId: text("Follow it at `/api/commands/{commandId}`."),
        status: { const: "accepted" },
        correlationId: text("The same for everything that this command sets off."),
      },
    },
    CommandStatus: {
      description: "What became of a command.",
      type: "object",
      required: ["commandId", "type", "status", "correlationId"],
      properties: {
        commandId: text("Id under which the command was accepted."),
        type: text("The command's name."),
        status: { enum: ["accepted", "succeeded", "rejected", "failed"] },
        correlationId: text("The same for everything that this command set off."),
        events: {
          description: "Succeeded: the events, with their places in the stream.",
          type: "array",
          items: {
            type: "object",
            required: ["type", "stream", "version"],
            properties: {
              type: { type: "string" },
              stream: { type: "string" },
              version: { type: "integer", minimum: 1 },
            },
          },
        },
        rejection: {
          description: "Rejected: the rule that refused it.",
          type: "object",
          required: ["code", "message"],
          properties: {
            code: { type: "string", ...(rejections.length === 0 ? {} : { examples: rejections }) },
            message: { type: "string" },
          },
        },
        deadLetter: text("Failed: id of the dead letter that an operator works on."),
      },
    },
    Problem: {
      description: "Problem details (RFC 9457) with a stable code.",
      type: "object",
      required: ["type", "title", "status", "code"],
      properties: {
        type: { type: "string", format: "uri-reference" },
        title: { type: "string" },
        status: { type: "integer" },
        detail: { type: "string" },
        instance: { type: "string" },
        code: { type: "string", examples: codes },
        commandId: text("Of the command that was there before."),
        errors: {
          type: "array",
          items: {
            type: "object",
            required: ["pointer", "message"],
            properties: { pointer: text("JSON pointer into the payload."), message: { type: "string" } },
          },
        },
      },
    },
  };
}
