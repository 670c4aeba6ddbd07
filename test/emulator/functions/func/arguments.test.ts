import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FuncUsageError, parseFunc, type StartArguments } from "../../../../emulator/functions/func/arguments.ts";

/** What `func start` with these arguments was told, without what it was not. */
function started(line: string): Partial<StartArguments> {
  const command = parseFunc(line.split(" ").filter((word) => word !== ""));
  assert.equal(command.kind, "start");
  const nothing = parseFunc(["start"]);
  assert.ok(command.kind === "start" && nothing.kind === "start");
  const usual = nothing.start as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(command.start).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name])),
  );
}

describe("the command line of func", () => {
  it("is that of the Core Tools", () => {
    assert.deepEqual(started("start"), {});
    assert.deepEqual(started("host start"), {});
    // As the Static Web Apps command line calls it.
    assert.deepEqual(started("start --cors * --port 7072 --typescript"), { cors: "*", port: 7072 });
    assert.deepEqual(started("start -p 0 -t 30 --verbose"), { port: 0, timeout: 30, verbose: true });
    assert.deepEqual(started("start --port=8000 --verbose false --no-build"), { port: 8000 });
    assert.deepEqual(started("start --functions a b --port 1"), { functions: ["a", "b"], port: 1 });
    assert.deepEqual(started("start --enableAuth --cors-credentials --CORS https://a.example"), {
      enableAuth: true,
      corsCredentials: true,
      cors: "https://a.example",
    });
    assert.deepEqual(started("start --script-root api --user-log-level Debug"), {
      scriptRoot: "api",
      userLogLevel: "Debug",
    });
    assert.deepEqual(started("start --allow-host a.example,b.example"), { allowHost: "a.example,b.example" });
    assert.deepEqual(started("start --prefix api"), { scriptRoot: "api" });
    assert.deepEqual(started("start --language-worker -- --inspect=9229 --trace-warnings"), {
      languageWorker: "--inspect=9229 --trace-warnings",
    });
  });

  it("knows what tools ask besides", () => {
    for (const words of [["--version"], ["-v"], ["version"]]) assert.deepEqual(parseFunc(words), { kind: "version" });
    for (const words of [[], ["--help"], ["start", "--help"]]) assert.deepEqual(parseFunc(words), { kind: "help" });
    assert.deepEqual(parseFunc(["extensions", "install"]), { kind: "extensions" });
    assert.deepEqual(parseFunc(["settings", "decrypt"]), { kind: "decrypt" });
  });

  it("refuses by name what it does not have", () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ["azure functionapp publish x", /does not have `func azure functionapp`/],
      ["new", /does not have `func new`/],
      ["start --bogus", /--bogus is not known/],
      ["start here", /`here` is not known/],
      ["start --port x", /--port must be a whole number/],
      ["start --port 70000", /--port must be a whole number/],
      ["start --port", /--port needs a value/],
      ["start --functions", /--functions needs names/],
      ["start --useHttps", /does not have the option --useHttps: it serves http only/],
      ["start --python", /Node apps only/],
      ["start --__proto__ 1", /not known/],
      ["start --constructor 1", /not known/],
    ];
    for (const [line, message] of refused) {
      assert.throws(
        () => parseFunc(line.split(" ")),
        (error: Error) => {
          assert.ok(error instanceof FuncUsageError, line);
          assert.match(error.message, message);
          return true;
        },
      );
    }
  });
});
