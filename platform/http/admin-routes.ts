import type { Route } from "./route.ts";

/** What somebody on call reads of a running system, behind the app's master key: these answers hold payloads. */
export function adminRoutes(): readonly Route[] {
  const messages = () => import("./endpoints/admin/messages.ts");
  const streams = () => import("./endpoints/admin/streams.ts");
  const readModels = () => import("./endpoints/admin/read-models.ts");
  const processes = () => import("./endpoints/admin/processes.ts");
  const get = (functionName: string, template: string, open: Route["open"]): Route => {
    return { functionName, methods: ["GET"], route: `api/admin/${template}`, authLevel: "admin", open };
  };
  return [
    get("adminMessages", "messages", async (runtime) => (await messages()).listMessages(runtime)),
    get("adminMessage", "messages/{messageId}", async (runtime) => (await messages()).showOneMessage(runtime)),
    withProcesses(
      get("adminStory", "stories/{correlationId}", async (runtime) => (await messages()).showStory(runtime)),
    ),
    get("adminStreams", "streams", async (runtime) => (await streams()).listAllStreams(runtime)),
    get("adminStream", "streams/{stream}/{streamId}", async (runtime) => (await streams()).showOneStream(runtime)),
    get("adminStates", "streams/{stream}/{streamId}/states", async (runtime) => (await streams()).showStates(runtime)),
    get("adminReadModels", "read-models", async (runtime) => (await readModels()).listAllReadModels(runtime)),
    get("adminDocuments", "read-models/{name}", async (runtime) => (await readModels()).listModelDocuments(runtime)),
    get("adminDocument", "read-models/{name}/document", async (runtime) => (await readModels()).showDocument(runtime)),
    withProcesses(get("adminProcesses", "processes", async (runtime) => (await processes()).listAllProcesses(runtime))),
    withProcesses(
      get("adminProcess", "processes/{instanceId}", async (runtime) => (await processes()).showOneProcess(runtime)),
    ),
    withProcesses(get("adminActivity", "activity", async (runtime) => (await processes()).showActivity(runtime))),
  ];
}

/** An endpoint that looks at running processes, too. */
function withProcesses(route: Route): Route {
  return { ...route, reachesProcesses: true };
}
