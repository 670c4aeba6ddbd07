import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dataReader } from "../../emulator/cosmos/rbac/roles.ts";
import { trustCertificate } from "../../emulator/identity/certificate.ts";
import { eventually, post, run } from "../e2e/support/http.ts";
import { rolesOf } from "../e2e/support/roles.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "../e2e/support/system.ts";
import { assertShown, expectedOf } from "./support/page.ts";
import { alertsOf, askInsights } from "./support/watch.ts";

const folder = temporaryFolder();
let system: System;

before(async () => {
  system = await startSystem(folder.path, 0, {}, ["--https", "--insights", "--insights-port", "0", "--no-approvals"]);
  trustCertificate(readFileSync(join(folder.path, "tls", "cert.pem"), "utf8"));
});
after(async () => {
  await system?.stop();
  folder.remove();
});

const component = () => {
  const { insights: key } = keysOf(folder.path);
  return { url: system.insights, appId: key, apiKey: key };
};
const open = () => ({ accountId: randomUUID(), owner: "anna", currency: "EUR" });

test("role-missing: the app's identity may read and no longer write", async () => {
  assert.equal((await run(system.api, "open-account", open())).body.status, "succeeded");
  assert.deepEqual(await alertsOf(component()), []);
  const give = rolesOf(folder.path).cosmos(dataReader);
  const payload = open();
  assert.equal((await post(system.api, "open-account", payload)).body.code, "role-missing");
  for (const expected of expectedOf("role-missing")) {
    const rows = await eventually(
      () => askInsights(component(), expected.query),
      ({ length }) => length > 0,
    );
    assertShown(expected, rows);
  }
  assert.deepEqual(await alertsOf(component()), ["role-missing"]);
  give();
  assert.equal((await run(system.api, "open-account", payload)).body.status, "succeeded");
  const [row] = await eventually(
    () => askInsights(component(), "missing-roles"),
    ([found]) => Boolean(found?.["granted"]),
  );
  assert.ok(row?.["granted"]);
});
