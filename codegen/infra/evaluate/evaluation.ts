import type { JsonObject } from "../../json/json.ts";
import type { TemplateFault } from "./faults.ts";
import type { DeploymentTarget } from "./scope.ts";
import type { Value, ValueObject } from "./value.ts";

/** What is evaluated, and with what. */
export interface EvaluationInput {
  readonly template: JsonObject;
  /** Values of parameters, by name. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly target: DeploymentTarget;
  /** A deployed resource as the management API answers it; undefined: there is none, and what it would tell is not known yet. */
  readonly state?: (id: string) => JsonObject | undefined;
  /** Whether a resource that the template does not hold is there all the same. Default: none is. */
  readonly exists?: (id: string) => boolean;
}

/** A resource that a template deploys. */
export interface EvaluatedResource {
  readonly id: string;
  readonly type: string;
  /** All its names, joined by slashes. */
  readonly name: string;
  readonly apiVersion: string;
  /** Where in the template it stands. */
  readonly pointer: string;
  /** What is sent: all but `type`, `name`, `apiVersion`, `dependsOn`, `condition`, `copy`, `scope` and `comments`. */
  readonly body: ValueObject;
  /** Ids of resources of this deployment that have to be there before. */
  readonly dependsOn: readonly string[];
}

/** An output of a template. */
export interface EvaluatedOutput {
  readonly type: string;
  readonly value: Value;
}

/** What a template comes to. */
export interface Evaluation {
  /** In the order of the template. With faults nothing else can be relied on. */
  readonly faults: readonly TemplateFault[];
  readonly parameters: ValueObject;
  /** Each after what it depends on, otherwise in the order of the template. */
  readonly resources: readonly EvaluatedResource[];
  /** Ids of resources whose condition is false. */
  readonly skipped: readonly string[];
  readonly outputs: Readonly<Record<string, EvaluatedOutput>>;
}
