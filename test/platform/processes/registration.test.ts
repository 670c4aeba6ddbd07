import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../../..");

/** Registers in a process of its own, with a stand-in for the module that the host supplies. */
async function registered(
  code: string,
): Promise<{ readonly functions: Record<string, unknown>; readonly sdk: boolean }> {
  const script = `
    import Module from "node:module";
    const functions = {};
    const core = {
      registerFunction: ({ name, bindings }) => void (functions[name] = bindings),
      setProgrammingModel: () => {}, getProgrammingModel: () => {}, registerHook: () => {}, log: () => {},
      version: "1", hostVersion: "4", Disposable: class {},
    };
    const require = Module.prototype.require;
    Module.prototype.require = function (id) { return id === "@azure/functions-core" ? core : require.call(this, id); };
    ${code}
    const sdk = Object.keys(Module._cache).some((file) => file.includes("durable-functions"));
    console.log(JSON.stringify({ functions, sdk }));
  `;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
  return JSON.parse(stdout);
}

test("what is registered for processes is what the SDK would register, without loading it", async () => {
  const ours = await registered(`
    const { registerFunctions } = await import("./platform/codegen/v1.ts");
    const { questApp } = await import("./test/platform/support/quest.ts");
    registerFunctions(questApp());
  `);
  const sdks = await registered(`
    const df = await import("durable-functions");
    const { app } = await import("@azure/functions");
    df.app.orchestration("runQuestV1", function* () {});
    for (const name of ["sendAsk", "sendRemind", "sendClose", "parkProcess"]) df.app.activity(name, { handler: () => {} });
    app.eventGrid("processQuest", { extraInputs: [df.input.durableClient()], handler: () => {} });
  `);
  assert.equal(sdks.sdk, true);
  assert.equal(ours.sdk, false, "Start-up must not load the SDK: it costs every cold start.");
  for (const [name, bindings] of Object.entries(sdks.functions)) assert.deepEqual(ours.functions[name], bindings, name);
});

test("a second activity is registered for each command that may be refused", async () => {
  const { functions } = await registered(`
    const { registerFunctions } = await import("./platform/codegen/v1.ts");
    const { bookingApp } = await import("./test/platform/support/booking.ts");
    registerFunctions(bookingApp());
  `);
  const activities = Object.keys(functions).filter((name) => /^(send|outcomeOf|park)/.test(name));
  assert.deepEqual(activities.sort(), [
    "outcomeOfTakeSeat",
    "parkProcess",
    "sendConfirm",
    "sendDecline",
    "sendTakeSeat",
  ]);
  assert.deepEqual(functions["outcomeOfTakeSeat"], functions["sendTakeSeat"]);
});
