import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parseSimulateOptions } from "../../console/options.ts";
import { repeatLine } from "../../console/simulation.ts";

const issuer = "http://127.0.0.1:8084";

describe("what the simulator finds in the data folder of npm start", () => {
  let folder: string;
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  const parse = (env: Record<string, string> = {}, ...args: readonly string[]) =>
    parseSimulateOptions(["--data", folder, ...args], env);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "eventwright-console-"));
    write("keys.json", { functions: { master: "master", host: "host" } });
    write("oidc.json", {
      clients: [
        { id: "approvals", secret: "no" },
        { id: "simulator", secret: "s3cret" },
      ],
    });
    write("addresses.json", { api: "http://127.0.0.1:7071", issuer });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are the key and the client of the issuer", () => {
    const { header, tokens } = parse();
    assert.deepEqual(header, { "x-functions-key": "master" });
    assert.deepEqual(tokens, { issuer, clientId: "simulator", clientSecret: "s3cret" });
    assert.deepEqual(parse({}, "--url", "http://localhost:7071/api").tokens, tokens);
  });

  it("goes to no other system", () => {
    for (const url of ["http://127.0.0.1:7072", "https://127.0.0.1:7071", "https://credits.example"]) {
      const { header, tokens } = parse({}, "--url", url);
      assert.deepEqual([header, tokens], [{}, undefined], url);
    }
  });

  it("gives way to what is said", () => {
    assert.deepEqual(parse({ EVENTWRIGHT_KEY: "mine" }).header, { "x-functions-key": "mine" });
    assert.deepEqual(parse({}, "--header", "X-Functions-Key: theirs").header, { "x-functions-key": "theirs" });
    const env = { EVENTWRIGHT_TOKEN_SECRET: "other" };
    const elsewhere = parse(env, "--token-issuer", "https://login.example", "--token-client", "players");
    const tokens = { issuer: "https://login.example", clientId: "players", clientSecret: "other" };
    assert.deepEqual(elsewhere.tokens, tokens);
  });

  it("is named again in the line that repeats a run, without a secret", () => {
    const options = parse({ EVENTWRIGHT_TOKEN_SECRET: "other" }, "--token-issuer", "https://login.example");
    const line = repeatLine(options, "r1");
    assert.ok(line.includes(`--data ${folder} --token-issuer https://login.example `), line);
    assert.doesNotMatch(line, /other|master|--token-client/);
  });

  it("are no tokens where the system asks for none", () => {
    write("addresses.json", { api: "http://127.0.0.1:7071" });
    assert.equal(parse().tokens, undefined);
  });
});
