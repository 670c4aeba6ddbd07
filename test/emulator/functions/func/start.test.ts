import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { coreToolsVersion } from "../../../../emulator/functions/func/print.ts";
import { sampleApp } from "../support/host.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const program = join(root, "emulator/functions/func/main.ts");

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
  /** Resolves when the output matches; rejects when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

describe("func", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-func-"));
  const app = join(folder, "api");
  const running = new Set<ChildProcess>();
  before(() => {
    cpSync(sampleApp("esm-streaming"), app, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });
  after(() => {
    for (const child of running) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  function func(args: readonly string[], cwd = app, file = program): Running {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    let look = () => {};
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        look();
      });
    }
    const ended = once(child, "close").then(([code]) => {
      running.delete(child);
      return code as number | null;
    });
    const until = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        look = () => {
          const found = pattern.exec(output);
          if (found !== null) resolve(found);
        };
        look();
        void ended.then((code) => reject(new Error(`func ended with ${code}:\n${output}`)));
      });
    return { child, ended, output: () => output, until };
  }

  const settings = (json: unknown) => writeFileSync(join(app, "local.settings.json"), JSON.stringify(json));

  it("tells a version that tools compare, over its command too", async () => {
    const { ended, output } = func(["--version"], folder, join(root, "emulator/bin/func"));
    assert.equal(await ended, 0, output());
    assert.equal(output(), `${coreToolsVersion}\n`);
    assert.match(coreToolsVersion, /^4\.\d+\.\d+$/);
  });

  it("starts an app with its local.settings.json, lists its functions, and ends when it is told to", async () => {
    settings({
      IsEncrypted: false,
      Values: { GREETING: "hello from the file", FUNCTIONS_WORKER_RUNTIME: "node" },
      Host: { LocalHttpPort: 1, CORS: "https://page.example" },
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const host = func(["start", "--port", "0", "--no-build"]);
      const [, url = ""] = await host.until(
        /\thello: \[GET,POST\] (http:\/\/localhost:\d+)\/api\/hello\/\{name:alpha\?\}/,
      );
      assert.match(host.output(), /\nFunctions:\n\n/);
      await host.until(/Worker process started and initialized\.[\s\S]*Host lock lease acquired by instance ID/);
      const base = url.replace("localhost", "127.0.0.1");
      const status = (await (await fetch(`${base}/admin/host/status`)).json()) as { state: string };
      assert.equal(status.state, "Running");
      const answer = await fetch(`${base}/api/hello/x`, { headers: { origin: "https://page.example" } });
      assert.equal(answer.headers.get("access-control-allow-origin"), "https://page.example");
      assert.equal(((await answer.json()) as { setting: string }).setting, "hello from the file");
      host.child.kill(signal);
      assert.equal(await host.ended, 0, host.output());
    }
  });

  it("loads only the functions it is asked for, and asks for keys when it is told to", async () => {
    settings({ Values: {} });
    const host = func(["host", "start", "-p", "0", "--functions", "hello", "--enableAuth", "--cors", "*"], app);
    const [, port] = await host.until(/hello: \[GET,POST\] http:\/\/localhost:(\d+)[\s\S]*Host lock lease/);
    assert.doesNotMatch(host.output(), /echo/);
    const { functions } = JSON.parse(readFileSync(join(app, ".eventwright/func/keys.json"), "utf8"));
    const status = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/admin/functions`, { headers })).status;
    assert.equal(await status({}), 401);
    assert.equal(await status({ "x-functions-key": functions.master }), 200);
    host.child.kill("SIGTERM");
    assert.equal(await host.ended, 0, host.output());
  });

  it("gives the app's process the arguments of a debugger", async () => {
    settings({ Values: { languageWorkers__node__arguments: "--inspect=127.0.0.1:0" } });
    const host = func(["start", "--port", "0", "--functions", "hello"]);
    await host.until(/Debugger listening on ws:\/\/127\.0\.0\.1/);
    await host.until(/Host lock lease/);
    host.child.kill("SIGTERM");
    assert.equal(await host.ended, 0, host.output());
  });

  it("says what is wrong: the folder, the runtime, the port, the command", async () => {
    const fails = async (args: readonly string[], pattern: RegExp, cwd = app) => {
      const { ended, output } = func(args, cwd);
      assert.equal(await ended, 1, output());
      assert.match(output(), pattern);
    };
    await fails(["start"], /holds no function app: host\.json is missing/, folder);
    settings({ Values: { FUNCTIONS_WORKER_RUNTIME: "python" } });
    await fails(["start", "--port", "0"], /FUNCTIONS_WORKER_RUNTIME is "python"/);
    settings({ Values: {} });
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    await fails(["start", "--port", String(port)], new RegExp(`Port ${port} is unavailable`));
    taken.close();
    await fails(["start", "--bogus"], /--bogus is not known[\s\S]*--script-root/);
    await fails(["start", "--functions", "nobody", "--port", "0"], /none of the functions nobody/);
  });
});
