import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** Where this repository is. */
export const root = new URL("../..", import.meta.url);
/** The workflow's path in the repository. */
export const workflowFile = ".github/workflows/eventwright.yml";

/** A step of a job: an action, or a script. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: string | Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly steps: readonly Step[];
  readonly [key: string]: unknown;
}

/** A workflow as far as the tests look at it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: string | Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The text of the workflow. */
export function workflowText(): string {
  return readFileSync(new URL(workflowFile, root), "utf8");
}

/** A workflow's text as a value. */
export function workflowOf(text: string): Workflow {
  return parse(text) as Workflow;
}

/** The script of a named step. @throws Error when there is none */
export function scriptOf(job: string, name: string): string {
  const script = workflowOf(workflowText()).jobs[job]?.steps.find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`The job ${job} has no step ${name} with a script.`);
  return script;
}
