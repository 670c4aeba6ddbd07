import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually } from "./support/http.ts";
import { bin, installHere, Running, runNode } from "./support/new-project.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A stranger's contract whose server asks for a key, and which asks for a token with a scope to register a parcel. */
function closed(): string {
  const open = readFileSync(join(root, "test/codegen/fixtures/parcels/asyncapi.yaml"), "utf8");
  const clerk = "{ type: openIdConnect, openIdConnectUrl: https://login.example/, scopes: [parcels.write] }";
  return open
    .replace("channels:\n", `${server}channels:\n`)
    .replace("channel: { $ref: '#/channels/parcelIn' } }", `channel: { $ref: '#/channels/parcelIn' }, ${security} }`)
    .replace("components:\n", `components:\n  securitySchemes:\n    key: ${key}\n    clerk: ${clerk}\n`);
}
const server =
  "servers:\n  desk:\n    host: parcels.example\n    protocol: https\n    security: [{ $ref: '#/components/securitySchemes/key' }]\n";
const security = "security: [{ $ref: '#/components/securitySchemes/clerk' }]";
const key = "{ type: httpApiKey, in: header, name: x-functions-key }";

describe("npm run init with a contract that asks for keys and tokens", () => {
  const parent = mkdtempSync(join(tmpdir(), "eventwright-init-"));
  const folder = join(parent, "desk");
  const running = new Running();
  before(() => {
    const contract = join(parent, "asyncapi.yaml");
    writeFileSync(contract, closed());
    const { status, stdout, stderr } = runNode([join(root, "scripts/init.ts"), folder, "--contract", contract], parent);
    assert.equal(status, 0, stdout + stderr);
    installHere(folder);
  });
  after(async () => {
    await running.end();
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  });

  it("makes a project whose test and check pass, and whose API is closed on Azure", () => {
    const test = runNode(["scripts/test.mjs"], folder);
    assert.equal(test.status, 0, test.stdout + test.stderr);
    assert.match(test.stdout, /takes RegisterParcel and says what became of it/);
    const check = runNode(["scripts/check.mjs"], folder);
    assert.equal(check.status, 0, check.stdout + check.stderr);
    const values = JSON.parse(readFileSync(join(folder, "infra/parameters/dev.json"), "utf8")).parameters;
    assert.equal(values.apiTokens.value, "required");
    assert.match(readFileSync(join(folder, "README.md"), "utf8"), /`oidcIssuer` and `oidcAudience`/);
  });

  it("takes the command that it prints under --secure with a key and a token, and refuses a token without the scope", async () => {
    const { curls, banner } = await running.start(folder, ["--secure"]);
    assert.doesNotMatch(banner, /the contract asks for none/);
    const [post = "", get = ""] = curls;
    assert.match(post, /\$\(npm run -s token -- --as anna\)/);
    const [, url = "", functionKey = "", body = ""] =
      /curl -i (\S+) -H 'x-functions-key: (\S+)' .* -d '(.*)'$/.exec(post) ?? [];
    const bearer = (...options: string[]) => {
      const { status, stdout, stderr } = runNode([bin, "token", "--as", "anna", ...options], folder);
      assert.equal(status, 0, stderr);
      return { "x-functions-key": functionKey, authorization: `Bearer ${stdout.trim()}` };
    };
    const send = (headers: Readonly<Record<string, string>>) =>
      fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
    const { "x-functions-key": _, ...withoutKey } = bearer();
    assert.equal((await send(withoutKey)).status, 401);
    const refused = await send(bearer("--scope", ""));
    assert.equal(refused.status, 403);
    const problem = (await refused.json()) as { code: string; scopes: readonly string[] };
    assert.deepEqual([problem.code, problem.scopes], ["scope-missing", ["parcels.write"]]);
    assert.equal((await send(bearer())).status, 202);
    const query = /(http:\S+)$/.exec(get)?.[1] ?? "";
    const headers = bearer("--scope", "");
    const found = await eventually(
      () => fetch(query, { headers }),
      ({ status }) => status === 200,
    );
    assert.deepEqual(await found.json(), { parcelId: "p-1", weight: 2.5 });
  });
});

describe("npm run init -- --example credits", () => {
  const parent = mkdtempSync(join(tmpdir(), "eventwright-init-"));
  after(() => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));

  it("makes a project with all its handlers and their tests, which passes its own check", () => {
    const folder = join(parent, "card");
    const made = runNode([join(root, "scripts/init.ts"), folder, "--example", "credits"], parent);
    assert.equal(made.status, 0, made.stdout + made.stderr);
    installHere(folder);
    const check = runNode(["scripts/check.mjs"], folder);
    assert.equal(check.status, 0, check.stdout + check.stderr);
    const test = runNode(["scripts/test.mjs", "test/handlers/account.test.ts"], folder);
    assert.equal(test.status, 0, test.stdout + test.stderr);
  });
});
