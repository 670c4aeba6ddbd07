import type { JsonObject } from "./json.ts";

/** What a template is evaluated with. */
export interface TemplateInput {
  readonly template: JsonObject;
  readonly parameters: JsonObject;
  readonly target: {
    readonly subscriptionId: string;
    readonly tenantId: string;
    readonly resourceGroup: string;
    readonly location: string;
    readonly deploymentName: string;
  };
  /** A resource as it is deployed now. */
  readonly state: (id: string) => JsonObject | undefined;
  readonly exists: (id: string) => boolean;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly body: JsonObject;
}

/** What a template comes to. */
export interface TemplateResult {
  readonly faults: readonly {
    readonly code: string;
    readonly pointer: string;
    readonly message: string;
    readonly fix: string;
  }[];
  /** Each after what it depends on. */
  readonly resources: readonly TemplateResource[];
  readonly outputs: Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;
}

/** Evaluates templates for deployments. The stand-in knows no expressions by itself. */
export type TemplateEvaluator = (input: TemplateInput) => TemplateResult;
