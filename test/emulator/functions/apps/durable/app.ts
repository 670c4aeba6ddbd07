import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from "@azure/functions";
import * as df from "durable-functions";

app.setup({ enableHttpStream: true });

app.http("start", {
  methods: ["POST"],
  route: "start/{name}/{id?}",
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const client = df.getClient(context);
    context.log("start reads");
    const text = await request.text();
    const id = await client.startNew(request.params["name"] ?? "", {
      ...(request.params["id"] !== undefined && { instanceId: request.params["id"] }),
      ...(text !== "" && { input: JSON.parse(text) }),
    });
    return client.createCheckStatusResponse(request, id);
  },
});

/** Calls any method of the client, and answers what it gave or threw. */
app.http("client", {
  methods: ["POST"],
  extraInputs: [df.input.durableClient()],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const client = df.getClient(context) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const { method, args } = (await request.json()) as { method: string; args: unknown[] };
    try {
      return { jsonBody: { result: (await client[method]?.(...args)) ?? null } };
    } catch (error) {
      return { status: 500, jsonBody: { error: (error as Error).message } };
    }
  },
});

df.app.activity("hello", { handler: (name: string) => `Hello ${name}` });

df.app.orchestration("chain", function* (context) {
  const cities = context.df.getInput<string[]>() ?? [];
  const greetings: string[] = [];
  for (const city of cities) greetings.push((yield context.df.callActivity("hello", city)) as string);
  return greetings;
});

df.app.orchestration("approval", function* (context) {
  const expiry = new Date(context.df.currentUtcDateTime.getTime() + 72 * 3_600_000);
  const timeout = context.df.createTimer(expiry);
  const approved = context.df.waitForExternalEvent("approved");
  context.df.setCustomStatus({ waits: "approved" });
  const winner = yield context.df.Task.any([approved, timeout]);
  if (winner === timeout) return "expired";
  timeout.cancel();
  return approved.result;
});

df.app.orchestration("typo", function* (context) {
  return yield context.df.callActivity("helo", "Ann");
});

df.app.orchestration("fails", function* (context) {
  return yield context.df.callActivity("throws");
});
df.app.activity("throws", {
  handler: () => {
    throw new Error("out of paper");
  },
});

df.app.orchestration("echoes", function* (context) {
  return (yield context.df.callActivity("echo", context.df.getInput())) ?? "nothing";
});
df.app.activity("echo", { handler: (value: unknown) => value });

/** Dies in its first try: the file that the input names tells the second from it. */
df.app.activity("diesOnce", {
  handler: (file: string) => {
    if (existsSync(file)) return "done";
    writeFileSync(file, "");
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => {});
  },
});
df.app.orchestration("dies", function* (context) {
  return yield context.df.callActivity("diesOnce", context.df.getInput());
});
df.app.orchestration("diesInTurn", function* (context) {
  const file = context.df.getInput<string>();
  const first = (yield context.df.callActivity("hello", "Ann")) as string;
  if (!existsSync(file)) {
    writeFileSync(file, "");
    process.kill(process.pid, "SIGKILL");
  }
  return [first, yield context.df.callActivity("hello", "Bob")];
});

df.app.activity("note", { handler: ({ file, text }: { file: string; text: string }) => appendFileSync(file, text) });
df.app.orchestration("waitsAndNotes", function* (context) {
  const file = context.df.getInput<string>();
  yield context.df.callActivity("note", { file, text: "a" });
  const more = (yield context.df.waitForExternalEvent("go")) as string;
  yield context.df.callActivity("note", { file, text: more });
  return "noted";
});

df.app.activity("spins", {
  handler: () => {
    for (;;);
  },
});
df.app.orchestration("spinning", function* (context) {
  return yield context.df.callActivity("spins");
});

df.app.entity<number>("Counter", (context) => {
  const value = context.df.getState(() => 0) ?? 0;
  if (context.df.operationName === "add") context.df.setState(value + (context.df.getInput<number>() ?? 0));
  else if (context.df.operationName === "get") context.df.return(value);
  else if (context.df.operationName === "delete") context.df.destructOnExit();
});
df.app.orchestration("counts", function* (context) {
  const id = new df.EntityId("Counter", context.df.instanceId);
  for (const amount of context.df.getInput<number[]>()) yield context.df.callEntity(id, "add", amount);
  return yield context.df.callEntity(id, "get");
});

df.app.orchestration("asks", function* (context) {
  const { statusCode, content } = yield context.df.callHttp({ method: "GET", url: context.df.getInput<string>() });
  return { statusCode, content };
});

app.eventGrid("onEvent", {
  extraInputs: [df.input.durableClient()],
  handler: async (event, context) => {
    await df.getClient(context).startNew("chain", { instanceId: event.id, input: [event.subject] });
  },
});
app.timer("everyHour", {
  schedule: "0 0 * * * *",
  extraInputs: [df.input.durableClient()],
  handler: async (_timer, context) => {
    const id = await df.getClient(context).startNew("chain", { input: ["the hour"] });
    context.log(`started by timer ${id}`);
  },
});
