import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { isObject, type JsonObject, objectAt, own } from "../../../codegen/json/json.ts";
import { generate } from "../../../codegen/pipeline.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import type { EndpointSecurity, ServiceSecurity } from "../../../platform/app/definition.ts";
import { project, tools } from "../support/contracts.ts";
import { securityOfEndpoint, securityOfService, serviceOf } from "./said.ts";

const page = readFileSync(join(project, "docs/security.md"), "utf8");
const onDisk = contractOnDisk(join(project, "asyncapi.yaml"));

/** A document without anything that is said of callers. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (!isObject(value)) return value;
  const said = new Set(["security", "securitySchemes", "access", "scopes", "rateLimit"]);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (said.has(key) ? [] : [[key, open(item)] as const])),
  );
}

/** Both at once; what `more` says counts. */
function merged(base: JsonObject, more: JsonObject): JsonObject {
  const entries = Object.entries(more).map(([key, value]) => {
    const found = own(base, key);
    return [key, isObject(found) && isObject(value) ? merged(found, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

test("the words on docs/security.md, in the worked example in place of its own, are generated into what the page says", async () => {
  const [, snippet = ""] = /^## In the contract$[\s\S]*?^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const words: JsonObject = parse(snippet);
  const example = open(parse(onDisk.read(onDisk.contract) ?? "")) as JsonObject;
  for (const place of ["servers", "operations"]) {
    for (const name of Object.keys(objectAt(words, place))) assert.ok(name in objectAt(example, place), name);
  }
  const text = stringify(merged(example, words), { aliasDuplicateObjects: false });
  const read = (path: string) => (path === onDisk.contract ? text : onDisk.read(path));
  const { files, diagnostics } = await generate({ ...onDisk, read }, tools);
  assert.deepEqual(diagnostics, []);
  const app = files?.get("app.ts") ?? "";
  assert.ok(serviceOf(app).includes("keyed: true,"));
  const owned = { readModel: "accounts", owner: "/owner", unlessScope: "credits.operate" };
  const expected: Readonly<Record<string, EndpointSecurity | undefined>> = {
    commandTransferCredits: { scopes: [["credits.write"]], access: { ...owned, key: { pointer: "/fromAccountId" } } },
    queryGetAccount: { scopes: [["credits.read"]], access: { ...owned, key: { parameter: "accountId" } } },
    queryListAccounts: {
      scopes: [["credits.read"]],
      access: { key: { parameter: "owner" }, unlessScope: "credits.operate" },
    },
    commandLoadCredits: undefined,
  };
  for (const [name, security] of Object.entries(expected)) {
    assert.ok(app.includes(`functionName: "${name}"`), name);
    assert.deepEqual(securityOfEndpoint(app, name), security, name);
  }
  assert.deepEqual(securityOfService(app), {
    tokens: true,
    rateLimit: { requests: 100, per: 10_000 },
    notifications: {
      scopes: [["credits.read"]],
      access: { key: { parameter: "recipient" }, unlessScope: "credits.operate" },
    },
  } satisfies ServiceSecurity);
});
