/** A command that is to be sent. */
export interface Sending {
  /** Where the service is, such as `http://127.0.0.1:7071`. */
  readonly base: string;
  /** Path below it, such as `/api/commands/open-account`. */
  readonly path: string;
  /** Name of the generated client's method. */
  readonly method: string;
  readonly payload: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly correlationId?: string | undefined;
  /** Whether the service asks for a key; it is never shown, only where it belongs. */
  readonly keyed: boolean;
}

/** The ways that a command can be copied. */
export const codeKinds = ["curl", "TypeScript client", "fetch"] as const;
export type CodeKind = (typeof codeKinds)[number];

/** The command as code that somebody else can run. */
export function codeOf(kind: CodeKind, sending: Sending): string {
  if (kind === "curl") return curlOf(sending);
  return kind === "fetch" ? fetchOf(sending) : clientOf(sending);
}

/** For a POSIX shell. The key comes out of its environment. */
export function curlOf(sending: Sending): string {
  const { base, path, payload, keyed } = sending;
  const lines = [
    `curl -i ${quoted(base + path)}`,
    "-H 'content-type: application/json'",
    ...(keyed ? ['-H "x-functions-key: $FUNCTION_KEY"'] : []),
    ...Object.entries(headersOf(sending)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `-d ${quoted(JSON.stringify(payload, undefined, 2))}`,
  ];
  return lines.join(" \\\n  ");
}

/** With the generated client, which sends again what may have been lost and waits for the outcome. */
export function clientOf({ base, method, payload, idempotencyKey, correlationId, keyed }: Sending): string {
  const options = [
    ...(idempotencyKey === undefined ? [] : [`idempotencyKey: ${JSON.stringify(idempotencyKey)}`]),
    ...(correlationId === undefined ? [] : [`correlationId: ${JSON.stringify(correlationId)}`]),
    "wait: 10_000",
  ];
  const headers = keyed ? ', headers: { "x-functions-key": process.env["FUNCTION_KEY"] ?? "" }' : "";
  return [
    'import { Client } from "./generated/client.ts";',
    "",
    `const client = new Client({ url: ${JSON.stringify(base)}${headers} });`,
    `const posted = await client.${method}(${literal(payload)}, { ${options.join(", ")} });`,
    'if (posted.result === "accepted") console.log(posted.outcome);',
    "else console.error(posted.problem);",
    "",
  ].join("\n");
}

/** With what every browser and Node have. */
export function fetchOf(sending: Sending): string {
  const { base, path, payload, keyed } = sending;
  const headers = [
    '"content-type": "application/json"',
    ...(keyed ? ['"x-functions-key": process.env["FUNCTION_KEY"] ?? ""'] : []),
    ...Object.entries(headersOf(sending)).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
  ];
  return [
    `const response = await fetch(${JSON.stringify(base + path)}, {`,
    '  method: "POST",',
    `  headers: { ${headers.join(", ")} },`,
    `  body: JSON.stringify(${literal(payload).replaceAll("\n", "\n  ")}),`,
    "});",
    "console.log(response.status, await response.json());",
    "",
  ].join("\n");
}

function headersOf({ idempotencyKey, correlationId }: Sending): Record<string, string> {
  return {
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(correlationId !== undefined && { "x-correlation-id": correlationId }),
  };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const identifier = /^[A-Za-z_$][\w$]*$/;

/** A JSON value as a formatter would write it in TypeScript. */
export function literal(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (entries.length === 0) return "{}";
  // In a literal `__proto__` is no member but the prototype.
  const key = (name: string) =>
    name === "__proto__" ? '["__proto__"]' : identifier.test(name) ? name : JSON.stringify(name);
  return `{\n${entries.map(([name, member]) => `${inner}${key(name)}: ${literal(member, inner)},\n`).join("")}${indent}}`;
}
