const { app } = require("@azure/functions");

app.http("items", {
  methods: ["GET", "POST"],
  authLevel: "function",
  route: "items/{id:int}/{part=all}",
  handler: async (request) => ({
    status: 201,
    headers: { "x-kind": "item" },
    cookies: [{ name: "seen", value: "yes", sameSite: "Lax", maxAge: 5 }],
    jsonBody: {
      params: request.params,
      query: Object.fromEntries(request.query),
      body: request.method === "POST" ? await request.text() : null,
    },
  }),
});
app.http("nothing", { handler: async () => undefined });
app.http("fails", {
  handler: async () => {
    throw new Error("on purpose");
  },
});
app.http("bossOnly", { authLevel: "admin", handler: async () => ({ body: "boss" }) });
app.http("pid", { handler: async () => ({ body: String(process.pid) }) });
app.http("exits", { handler: async () => process.exit(3) });
app.http("spins", {
  handler: async () => {
    for (;;);
  },
});
app.http("off", { handler: async () => ({ body: "never" }) });
