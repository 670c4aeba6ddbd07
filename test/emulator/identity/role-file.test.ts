import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { isAllowed, readAzureRoles } from "../../../emulator/identity/azure-roles.ts";
import { followRoles } from "../../../emulator/identity/role-file.ts";
import { silentLog } from "../../../emulator/service.ts";

function fileIn(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-roles-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "roles.json");
  return {
    file,
    write(...names: string[]) {
      const assignments = names.map((roleDefinitionName) => ({ principalId: "p", roleDefinitionName, scope: "/" }));
      writeFileSync(file, JSON.stringify({ definitions: [], assignments }));
    },
    spoil: () => writeFileSync(file, '{"assignments": ['),
  };
}

test("a changed role counts once the delay is over, and a broken file changes nothing", (t) => {
  const { file, write, spoil } = fileIn(t);
  write();
  let now = 1_000;
  const told: string[] = [];
  const log = (level: string, message: string) => void told.push(`${level} ${message}`);
  const current = followRoles({ file, delay: 300 }, readAzureRoles, log, () => now);
  const names = () => current().assignments.map(({ roleDefinitionName }) => roleDefinitionName);
  assert.deepEqual(names(), []);
  write("EventGrid Data Sender");
  assert.deepEqual(names(), []);
  now += 200;
  write("EventGrid Data Sender", "EventGrid Contributor");
  assert.deepEqual(names(), []);
  now += 100;
  assert.deepEqual(names(), ["EventGrid Data Sender"]);
  now += 200;
  assert.equal(names().length, 2);
  spoil();
  now += 1_000;
  assert.equal(names().length, 2);
  assert.equal(names().length, 2);
  assert.deepEqual(
    told.filter((line) => line.startsWith("error")),
    ["error roles cannot be read; those from before stay"],
  );
  rmSync(file);
  assert.equal(names().length, 2);
});

test("a file that cannot be read at first is an error", (t) => {
  const { file, spoil } = fileIn(t);
  spoil();
  assert.throws(() => followRoles({ file, delay: 0 }, readAzureRoles, silentLog));
});

test("a role counts at its scope and below, for its actions and for no others", () => {
  const at = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";
  const letters = `${at}/blobServices/default/containers/dead-letters`;
  const blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";
  const mine = { definitions: [{ id: "x", roleName: "Mine", permissions: [{ actions: ["A.B/c/read"] }] }] };
  const roles = (roleDefinitionName: string, scope: string) => ({
    ...mine,
    assignments: [{ principalId: "p", roleDefinitionName, scope }],
  });
  const reader = roles("storage blob data READER", letters);
  assert.ok(isAllowed(reader, "p", `${blobs}/read`, letters));
  assert.ok(!isAllowed(reader, "p", `${blobs}/delete`, letters));
  assert.ok(!isAllowed(reader, "q", `${blobs}/read`, letters));
  assert.ok(!isAllowed(reader, "p", `${blobs}/read`, `${letters}-2`));
  assert.ok(isAllowed(roles("Storage Blob Data Contributor", "/subscriptions/S/"), "p", `${blobs}/delete`, letters));
  assert.ok(isAllowed(roles("Mine", "/"), "p", "A.B/c/read", "/x"));
  assert.ok(!isAllowed(roles("Theirs", "/"), "p", "A.B/c/read", "/x"));
  const all = roles("EventGrid EventSubscription Contributor", "/");
  assert.ok(isAllowed(all, "p", "Microsoft.EventGrid/eventSubscriptions/getFullUrl/action", "/x"));
  assert.ok(!isAllowed(all, "p", "Microsoft.EventGrid/topics/write", "/x"));
});
