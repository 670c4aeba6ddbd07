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

/** What answers say of a caller's rate, where the contract limits it. */
export const rateHeaders: JsonObject = {
  RateLimit: { description: "What is left of the rate: `r` requests, for `t` seconds.", schema: { type: "string" } },
  "RateLimit-Policy": { description: "The rate: `q` requests in `w` seconds.", schema: { type: "string" } },
};

const challenge = (description: string): JsonObject => ({
  "WWW-Authenticate": { description, schema: { type: "string" } },
});

const later = (description: string): JsonObject => ({
  "Retry-After": { description, schema: { type: "integer", minimum: 1 } },
});

const headersOf: Readonly<Record<string, JsonObject>> = {
  401: challenge("`Bearer`, with what is wrong with the token that was sent (RFC 6750)."),
  403: challenge("With `scope-missing`: the scopes that are needed (RFC 6750)."),
  429: { ...later("Seconds after which it goes on."), ...rateHeaders },
  503: later("Seconds after which it is worth another try."),
};

/** The codes that the API may answer with, by status. Those about callers only where the contract asks who calls. */
function codesOf({ security }: Contract): readonly (readonly [string, readonly string[]])[] {
  const { tokens, rateLimit } = security;
  const left = new Set([
    ...(tokens === undefined ? ["401", "403"] : []),
    ...(tokens === undefined && rateLimit === undefined ? ["429"] : []),
  ]);
  return Object.entries(problemCodes)
    .filter(([status]) => !left.has(status))
    .map(([status, codes]) => [
      status,
      tokens === undefined ? codes.filter((code) => code !== "issuer-unavailable") : codes,
    ]);
}

/** Responses with problem details, by status: kept once, under `components`. */
export function problemComponents(contract: Contract): JsonObject {
  return Object.fromEntries(
    codesOf(contract).map(([status, codes]) => {
      const schema = { allOf: [ref("Problem"), { properties: { code: { examples: codes } } }] };
      const description = `${reasons[status]} Codes: ${codes.map((code) => `\`${code}\``).join(", ")}.`;
      const headers = headersOf[status] === undefined ? {} : { headers: headersOf[status] };
      return [`Problem${status}`, { description, ...headers, content: { "application/problem+json": { schema } } }];
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
export function apiSchemas(rejections: readonly string[], contract: Contract): JsonObject {
  const codes = [...new Set(codesOf(contract).flatMap(([, list]) => list))];
  const scopes = {
    type: "array",
    items: { type: "string" },
    description: "With `scope-missing`: the scopes that are needed.",
  };
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
        ...(contract.security.tokens === undefined ? {} : { scopes }),
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
