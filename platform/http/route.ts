import type { Runtime } from "../app/runtime.ts";
import type { MissingRole } from "../stores/missing-role.ts";
import type { HealthCheck } from "./endpoints/service.ts";
import type { HttpEndpoint } from "./exchange.ts";
import type { Admission } from "./security/admission.ts";

/** What endpoints need besides the runtime. */
export interface HttpTools {
  readonly checks: Readonly<Record<string, HealthCheck>>;
  /** Roles that the app's identity was found to lack. Default: none. */
  readonly missingRoles?: () => readonly MissingRole[];
  /** How often streams look for new notifications, milliseconds. */
  readonly pollEvery: number;
  /** Folder of the published documentation; undefined: where the app's definition says. */
  readonly docsFolder?: string | undefined;
  /** Who may call; one for all routes, since it counts. Undefined: as if no setting were there. */
  readonly admission?: Admission | undefined;
}

/** One HTTP function. */
export interface Route {
  readonly functionName: string;
  readonly methods: readonly ("GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS")[];
  /** A template such as `api/accounts/{accountId}`, without a leading slash. */
  readonly route: string;
  /** `function`: with a key of the app; `admin`: only with its master key. Default: open. */
  readonly authLevel?: "anonymous" | "function" | "admin";
  /** Whether it may hand messages over to running processes, so that it needs a client of them. */
  readonly reachesProcesses?: boolean;
  /** Loads the endpoint's code, which registering does without. */
  readonly open: (runtime: Runtime, tools: HttpTools) => Promise<HttpEndpoint>;
}
