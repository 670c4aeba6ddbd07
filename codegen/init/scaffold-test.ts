import { isObject, own } from "../json/json.ts";
import { type Command, type Contract, eventsOf } from "../model/contract.ts";
import { camelCase } from "../model/names.ts";
import { pathParameters } from "../plan/plan.ts";
import { literal } from "../render/typescript/literals.ts";
import type { Fields } from "./fields.ts";

/**
 * Tests of a new project: each public command's example goes through the whole app in memory, and where a query finds the
 * document by the stream's id, it is asked.
 */
export function scaffoldTest(contract: Contract, fields: Fields): string {
  const tests = contract.messages.flatMap((message) =>
    message.kind === "command" && message.endpoint !== undefined && message.examples.length > 0
      ? [testOf(contract, fields, message)]
      : [],
  );
  return `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inMemoryApp } from "eventwright/testing";
import { defineApp } from "../generated/app.ts";
import { handlers } from "../handlers/index.ts";

describe(${literal(contract.title)}, () => {
${tests.length === 0 ? nothing : tests.join("\n")}});
`;
}

const nothing = `  it("has an app that can be put together", () => {
    assert.ok(defineApp(handlers).messages.length > 0);
  });
`;

function testOf(contract: Contract, fields: Fields, command: Command): string {
  const { name, endpoint, examples } = command;
  const payload = examples[0]?.payload;
  const body = JSON.stringify(payload, undefined, 2).replaceAll("\n", "\n    ");
  const [field, id] = streamIdOf(command, payload);
  const made = eventsOf(contract).filter((event) => command.produces.includes(event.name));
  const found = contract.readModels
    .filter(({ folds }) => made.some((event) => folds.includes(event.name)))
    .flatMap((readModel) => readModel.queries.map((query) => ({ query, readModel })))
    .find(({ query }) => query.returns === "one" && pathParameters(query.path)[0] === field);
  // Only what has nothing to be decided first can be promised: commands that begin a stream.
  const begins = !command.rejections.some((code) => code.endsWith("-not-found"));
  const shown =
    found === undefined || !begins || typeof id !== "string" || !fields.of(found.readModel.document ?? "").has(field)
      ? ""
      : `
    const answer = await app.request("GET", ${literal(`/api${found.query.path.replace(`{${field}}`, encodeURIComponent(id))}`)});
    assert.equal(answer.status, 200);
    assert.equal(answer.body[${literal(field)}], ${literal(id)});`;
  return `  it(${literal(`takes ${name} and says what became of it`)}, async () => {
    const app = inMemoryApp(defineApp(handlers));
    const body = ${body};
    const accepted = await app.request(${literal(endpoint?.method ?? "POST")}, ${literal(`/api${endpoint?.address ?? ""}`)}, { body });
    assert.equal(accepted.status, 202);
    await app.pump();
    const { status } = (await app.request("GET", accepted.headers["location"] ?? "")).body as { status: string };
    assert.notEqual(status, "failed", "A handler threw.");${begins ? '\n    assert.equal(status, "succeeded");' : ""}${shown}
  });
`;
}

function streamIdOf({ streamId }: Command, payload: unknown): readonly [field: string, id: unknown] {
  const field = camelCase(streamId.slice(1));
  return [streamId.slice(1), isObject(payload) ? own(payload, streamId.slice(1)) : field];
}
