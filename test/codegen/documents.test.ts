import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Parser } from "@asyncapi/parser";
import { valueAt } from "../../codegen/json/pointer.ts";
import { libraryGolden, project } from "./support/contracts.ts";

const folders = { own: join(project, "generated"), library: libraryGolden };
const json = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));

function references(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "$ref" && typeof item === "string" ? [item] : references(item),
  );
}

for (const [name, folder] of Object.entries(folders)) {
  test(`the bundled contract is valid for the official parser and needs no other file (${name})`, async () => {
    const contract = json(folder, "contract.json");
    assert.deepEqual(
      references(contract).filter((ref) => !ref.startsWith("#/")),
      [],
    );
    const { document, diagnostics } = await new Parser().parse(contract);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 0),
      [],
    );
    assert.ok(document);
  });

  test(`every reference of the OpenAPI document leads somewhere, and operation ids are unique (${name})`, () => {
    const openapi = json(folder, "openapi.json");
    for (const ref of references(openapi)) assert.ok(valueAt(openapi, ref.slice(1)) !== undefined, ref);
    const operations = Object.values(openapi.paths).flatMap((path) => Object.values(path as object));
    const ids = operations.map(({ operationId }) => operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const { responses } of operations) assert.ok(Object.keys(responses).length >= 2);
  });
}

test("the OpenAPI document of the example has every row of the HTTP table", () => {
  const { paths } = json(folders.own, "openapi.json");
  assert.deepEqual(Object.keys(paths), [
    "/api/commands/allow-transfer",
    "/api/commands/approve-transfer",
    "/api/commands/close-account",
    "/api/commands/deny-transfer",
    "/api/commands/load-credits",
    "/api/commands/open-account",
    "/api/commands/pay-merchant",
    "/api/commands/register-merchant",
    "/api/commands/reject-transfer",
    "/api/commands/transfer-credits",
    "/api/commands/{commandId}",
    "/api/accounts/{accountId}",
    "/api/accounts/{accountId}/statement",
    "/api/merchants/{merchantId}/takings",
    "/api/transfers/{transferId}",
    "/api/accounts",
    "/api/merchants",
    "/api/transfers",
    "/api/notifications",
    "/api/health",
  ]);
  assert.deepEqual(Object.keys(paths["/api/commands/load-credits"].post.responses), [
    "202",
    "400",
    "401",
    "403",
    "409",
    "413",
    "415",
    "422",
    "429",
    "500",
    "503",
  ]);
});
