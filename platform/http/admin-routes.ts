import type { Route } from "./routes.ts";

/** What somebody on call reads of a running system, behind the app's master key: these answers hold payloads. */
export function adminRoutes(): readonly Route[] {
  const messages = () => import("./endpoints/admin/messages.ts");
  const streams = () => import("./endpoints/admin/streams.ts");
  const get = (functionName: string, template: string, open: Route["open"]): Route => {
    return { functionName, methods: ["GET"], route: `api/admin/${template}`, authLevel: "admin", open };
  };
  return [
    get("adminMessages", "messages", async (runtime) => (await messages()).listMessages(runtime)),
    get("adminMessage", "messages/{messageId}", async (runtime) => (await messages()).showOneMessage(runtime)),
    {
      ...get("adminStory", "stories/{correlationId}", async (runtime) => (await messages()).showStory(runtime)),
      reachesProcesses: true,
    },
    get("adminStreams", "streams", async (runtime) => (await streams()).listAllStreams(runtime)),
    get("adminStream", "streams/{stream}/{streamId}", async (runtime) => (await streams()).showOneStream(runtime)),
  ];
}
