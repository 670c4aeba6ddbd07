import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { clientOf, key, loaded, receiverFor, temporaryFolder, until } from "./support/grid.ts";

const main = new URL("../../../emulator/eventgrid/main.ts", import.meta.url);

async function launch(t: TestContext, dataDir: string) {
  const child = fork(main, [JSON.stringify({ port: 0, dataDir, key })], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  t.after(() => child.kill("SIGKILL"));
  const [{ ready, url }] = (await once(child, "message")) as [{ ready: boolean; url: string }];
  assert.equal(ready, true);
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, "exit");
    child.kill(signal);
    return (await gone)[0] as number | null;
  };
  return { child, end, ...clientOf({ url }) };
}

test("an accepted event survives kill -9 and is delivered by the next process", async (t) => {
  const dataDir = await temporaryFolder(t);
  const hook = await receiverFor(t);
  const first = await launch(t, dataDir);
  await first.topic("credits");
  await first.subscribe("credits", "hook", hook.url);
  hook.reply = () => undefined;
  const ids = Array.from({ length: 100 }, (_, index) => `event-${index}`);
  for (const id of ids) await first.cloudEvents("credits").send([loaded(id)]);
  await first.end("SIGKILL");
  const answered = new Set<string>();
  hook.reply = ({ body }) => {
    answered.add(JSON.parse(body).id);
    return {};
  };
  const second = await launch(t, dataDir);
  await until(async () => (await second.deliveries("credits")).length === 0);
  assert.deepEqual(answered, new Set(ids));
  assert.equal((await second.call("GET", "/topics/credits/eventSubscriptions/hook")).status, 200);
  assert.equal(await second.end("SIGTERM"), 0);
});

test("attempts that were made are remembered over kill -9", async (t) => {
  const dataDir = await temporaryFolder(t);
  const hook = await receiverFor(t);
  const first = await launch(t, dataDir);
  await first.topic("credits");
  await first.subscribe("credits", "hook", hook.url);
  hook.reply = () => ({ status: 500 });
  await first.cloudEvents("credits").send([loaded("1")]);
  const before = await until(async () => (await first.deliveries("credits")).find((one) => one.attempts === 1));
  await first.end("SIGKILL");
  const second = await launch(t, dataDir);
  assert.deepEqual(await second.deliveries("credits"), [before]);
});

test("the process ends when its parent goes away", async (t) => {
  const server = await launch(t, await temporaryFolder(t));
  const gone = once(server.child, "exit");
  server.child.disconnect();
  assert.equal((await gone)[0], 0);
});
