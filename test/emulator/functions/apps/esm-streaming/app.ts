import { app, type HttpRequest, type HttpResponseInit, type InvocationContext } from "@azure/functions";

app.setup({ enableHttpStream: true });

app.http("hello", {
  methods: ["GET", "POST"],
  route: "hello/{name:alpha?}",
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    context.log(`said hello to ${request.params["name"] ?? "nobody"}`);
    console.log("on the console");
    return {
      jsonBody: {
        name: request.params["name"],
        url: request.url,
        repeated: request.query.getAll("a"),
        trace: context.traceContext?.traceParent,
        setting: process.env["GREETING"],
        header: request.headers.get("x-two"),
      },
      cookies: [{ name: "c", value: "1" }],
    };
  },
});

app.http("echo", {
  methods: ["POST", "PUT"],
  handler: async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    context.log("echo reads");
    const bytes = await request.arrayBuffer();
    return { body: bytes, headers: { "x-length": String(bytes.byteLength) } };
  },
});

app.http("events", {
  methods: ["GET"],
  handler: async (): Promise<HttpResponseInit> => {
    let timer: NodeJS.Timeout | undefined;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue("data: first\n\n");
        timer = setInterval(() => controller.enqueue("data: more\n\n"), 5);
      },
      cancel() {
        clearInterval(timer);
        console.log("stream cancelled");
      },
    });
    return { body, headers: { "content-type": "text/event-stream" } };
  },
});

app.http("picky", {
  methods: ["POST"],
  handler: async (request: HttpRequest): Promise<HttpResponseInit> => {
    const reader = request.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    return { status: 413 };
  },
});

app.http("throws", {
  handler: async () => {
    throw new Error("on purpose");
  },
});
app.http("silent", { handler: async () => undefined as unknown as HttpResponseInit });
app.http("crash", {
  handler: async () => {
    setImmediate(() => {
      throw new Error("fell over");
    });
    await new Promise(() => {});
    return {};
  },
});
app.http("any", {
  methods: ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"],
  route: "any/{*rest}",
  handler: async (request: HttpRequest): Promise<HttpResponseInit> => {
    await request.text();
    return { status: 200, jsonBody: { rest: request.params["rest"] ?? null } };
  },
});
