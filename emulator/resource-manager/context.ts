import type { Role } from "./access.ts";
import type { TemplateEvaluator } from "./evaluator.ts";
import type { Store } from "./store.ts";

/** What routes work with. */
export interface ArmContext {
  readonly store: Store;
  /** Of all subscriptions here. */
  readonly tenant: string;
  /** How long slow resources are being provisioned, ms on the clock. */
  readonly provisioning: number;
  readonly evaluate: TemplateEvaluator | undefined;
  /** The address of the stand-in, once it listens. */
  baseUrl(): string;
}

/** Who asks, and in which version of the API. */
export interface Caller {
  readonly role: Role;
  readonly apiVersion: string;
}
