import type { AppDefinition } from "../app/definition.ts";
import { adminRoutes } from "./admin-routes.ts";
import type { Route } from "./route.ts";
import { secured } from "./security/secured.ts";

const get = ["GET"] as const;

/** Every HTTP function of an app. The last one answers whatever no other does. */
export function routesOf(app: AppDefinition): readonly Route[] {
  const business = [...commandRoutes(app), ...queryRoutes(app)];
  const authLevel = app.service.keyed === true ? "function" : "anonymous";
  const routes = [...business.map((route): Route => ({ ...route, authLevel })), ...serviceRoutes(app)];
  const rest: Route = {
    // The host takes the first match in the order of names, so this one has to be the last.
    functionName: "zzNotFound",
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
    route: "{*path}",
    open: async () => (await import("./not-found.ts")).notFound(routes),
  };
  return [...routes, rest];
}

function commandRoutes(app: AppDefinition): readonly Route[] {
  const one: Route = {
    functionName: "getCommand",
    methods: get,
    route: "api/commands/{commandId}",
    open: async (runtime) => (await import("./endpoints/get-command.ts")).getCommand(runtime),
  };
  const posts = app.commandEndpoints.map((endpoint): Route => {
    const open: Route["open"] = async (runtime) =>
      (await import("./endpoints/post-command.ts")).postCommand(runtime, endpoint);
    const route: Route = { functionName: endpoint.functionName, methods: ["POST"], route: endpoint.route, open };
    return secured(route, endpoint.security);
  });
  return [secured(one), ...posts];
}

function queryRoutes(app: AppDefinition): readonly Route[] {
  const notifications: Route = {
    functionName: "listNotifications",
    methods: get,
    route: "api/notifications",
    open: async (runtime, tools) =>
      (await import("./endpoints/list-notifications.ts")).listNotifications(runtime, tools.pollEvery),
  };
  const queries = app.queryEndpoints.map((endpoint): Route => {
    const open: Route["open"] = async (runtime) =>
      (await import("./endpoints/query-read-model.ts")).queryReadModel(runtime, endpoint.query);
    const route: Route = { functionName: endpoint.functionName, methods: get, route: endpoint.route, open };
    return secured(route, endpoint.security);
  });
  return [secured(notifications, app.service.security?.notifications), ...queries];
}

function serviceRoutes(app: AppDefinition): readonly Route[] {
  const { documents } = app;
  const { rejections } = app.service;
  const service = () => import("./endpoints/service.ts");
  const route = (functionName: string, template: string, open: Route["open"]): Route => {
    return { functionName, methods: get, route: template, open };
  };
  return [
    route("health", "api/health", async (runtime, { checks, missingRoles }) =>
      (await service()).health(runtime, checks, missingRoles),
    ),
    route("openapi", "api/openapi.json", async () => (await service()).jsonDocument(documents.openapi)),
    route("asyncapi", "api/asyncapi.json", async () => (await service()).jsonDocument(documents.asyncapi)),
    {
      functionName: "adminVerify",
      methods: get,
      route: "api/admin/verify",
      authLevel: "admin",
      open: async (runtime) => (await import("./endpoints/verify-read-models.ts")).verifyReadModels(app, runtime),
    },
    {
      functionName: "adminTopology",
      methods: get,
      route: "api/admin/topology",
      authLevel: "admin",
      open: async () => (await import("./endpoints/admin/topology.ts")).showTopology(app),
    },
    ...deadLetterRoutes(),
    ...adminRoutes(),
    route("docsProblems", "docs/problems", async () =>
      (await import("./endpoints/problems-page.ts")).problemsPage(rejections),
    ),
    ...docsRoutes(documents),
  ];
}

/** The published documentation: a site in a folder, or the one page of earlier generators. */
function docsRoutes({ site, html }: AppDefinition["documents"]): readonly Route[] {
  if (site === undefined && html !== undefined) {
    const open: Route["open"] = async () => (await import("./endpoints/service.ts")).htmlDocument(html);
    return [{ functionName: "docs", methods: get, route: "docs", open }];
  }
  const endpoints = () => import("./endpoints/docs-site.ts");
  const files: Route["open"] = async (_runtime, { docsFolder }) =>
    (await endpoints()).docsSite(docsFolder ?? site ?? new URL("file:///nowhere/"));
  return [
    { functionName: "docs", methods: get, route: "docs", open: async () => (await endpoints()).docsEntry() },
    // By its name it comes behind `docsProblems`.
    { functionName: "docsSite", methods: get, route: "docs/{*path}", open: files },
  ];
}

/** For whoever is on call, behind the app's master key. */
function deadLetterRoutes(): readonly Route[] {
  const endpoints = () => import("./endpoints/dead-letters.ts");
  const route = (functionName: string, methods: Route["methods"], template: string, open: Route["open"]): Route => {
    return { functionName, methods, route: `api/admin/dead-letters${template}`, authLevel: "admin", open };
  };
  const post = ["POST"] as const;
  return [
    route("adminLetters", get, "", async (runtime) => (await endpoints()).listDeadLetters(runtime)),
    route("adminLetter", get, "/{letterId}", async (runtime) => (await endpoints()).showDeadLetter(runtime)),
    {
      ...route("adminLetterRedrive", post, "/{letterId}/redrive", async (runtime) =>
        (await endpoints()).redriveDeadLetter(runtime),
      ),
      reachesProcesses: true,
    },
    route("adminLetterDiscard", post, "/{letterId}/discard", async (runtime) =>
      (await endpoints()).discardDeadLetter(runtime),
    ),
  ];
}
