import assert from "node:assert/strict";
import { test } from "node:test";
import { managementClient } from "../../../../codegen/infra/management/management-client.ts";
import { ManagementError } from "../../../../codegen/infra/management/management-error.ts";

/** A client over prepared answers, and what it has asked for. */
function clientOver(answers: readonly (readonly [status: number, body: unknown, headers?: Record<string, string>])[]) {
  const asked: string[] = [];
  const waited: number[] = [];
  const left = [...answers];
  const client = managementClient({
    endpoint: "https://management.example",
    token: async () => "t",
    wait: async (delay) => void waited.push(delay),
    fetch: async (url, { method, headers } = {}) => {
      asked.push(`${method} ${url} ${(headers as Record<string, string>)["authorization"]}`);
      const [status, body, more = {}] = left.shift()!;
      return new Response(JSON.stringify(body), { status, headers: more });
    },
  });
  return { client, asked, waited };
}

test("lists are read to their last page, and names in paths are escaped", async () => {
  const { client, asked } = clientOver([
    [200, { value: [{ id: "a" }], nextLink: "https://management.example/next?page=2" }],
    [200, { value: [{ id: "b" }] }],
  ]);
  const found = await client.list("/subscriptions/s/resourceGroups/a b/resources", "2021-04-01", { $filter: "x" });
  assert.deepEqual(found, [{ id: "a" }, { id: "b" }]);
  assert.deepEqual(asked, [
    "GET https://management.example/subscriptions/s/resourceGroups/a%20b/resources?api-version=2021-04-01&%24filter=x Bearer t",
    "GET https://management.example/next?page=2 Bearer t",
  ]);
});

test("a token is shown to no other server, whatever a list says", async () => {
  const { client, asked } = clientOver([[200, { value: [], nextLink: "https://elsewhere.example/next" }]]);
  await assert.rejects(client.list("/x", "2021-04-01"), { code: "ForeignLink" });
  assert.equal(asked.length, 1);
});

test("one request too many is tried again when the service says so; other refusals are told", async () => {
  const busy = clientOver([
    [429, {}, { "retry-after": "7" }],
    [200, { id: "a" }],
  ]);
  assert.deepEqual(await busy.client.get("/a", "2021-04-01"), { id: "a" });
  assert.deepEqual(busy.waited, [7000]);
  const always = clientOver(
    Array.from({ length: 4 }, () => [429, { error: { code: "TooManyRequests", message: "Slow." } }]),
  );
  await assert.rejects(always.client.get("/a", "2021-04-01"), { status: 429, code: "TooManyRequests" });
  const none = clientOver([[404, { error: { code: "ResourceNotFound", message: "x" } }]]);
  assert.equal(await none.client.get("/a", "2021-04-01"), undefined);
  const group = clientOver([[404, { error: { code: "ResourceGroupNotFound", message: "x" } }]]);
  await assert.rejects(group.client.get("/a", "2021-04-01"), { status: 404, code: "ResourceGroupNotFound" });
});

test("a refusal names the action and the place that the role is missing for", async () => {
  const message =
    "The client 'c' with object id 'o' does not have authorization to perform action 'Microsoft.X/y/read' over scope '/subscriptions/s' or the scope is invalid.";
  const { client } = clientOver([[403, { error: { code: "AuthorizationFailed", message } }]]);
  await assert.rejects(client.get("/a", "2021-04-01"), (error: ManagementError) => {
    assert.ok(error instanceof ManagementError);
    return error.action === "Microsoft.X/y/read" && error.scope === "/subscriptions/s";
  });
});
