// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are expressions of GitHub
import { type Job, type Step, type Workflow, workflowOf } from "./workflow.ts";

/** What a workflow has to keep to, so that nobody outside can use it: every fault with its job. */
export function faultsOf(text: string): readonly string[] {
  const workflow = workflowOf(text);
  return [
    ...textFaults(text),
    ...triggerFaults(workflow),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) => jobFaults(name, job)),
  ];
}

function textFaults(text: string): readonly string[] {
  return /\bsecrets\b/.test(text.replaceAll(/^\s*#.*$/gm, "")) ? ["It uses secrets."] : [];
}

function triggerFaults({ on, permissions, concurrency }: Workflow): readonly string[] {
  const allowed = ["pull_request", "push", "workflow_dispatch"];
  const others = Object.keys(on).filter((trigger) => !allowed.includes(trigger));
  const isLeast = JSON.stringify(permissions) === JSON.stringify({ contents: "read" });
  return [
    // With `pull_request_target` and `workflow_run`, code from outside could meet rights from inside.
    ...others.map((trigger) => `It is started by ${trigger}.`),
    ...(isLeast ? [] : ["Its jobs may do more than read, unless they say otherwise."]),
    ...(concurrency === undefined ? ["It has no concurrency group."] : []),
  ];
}

/** Rights that a job may ask for besides reading, by its name. */
const rights: Readonly<Record<string, readonly string[]>> = {
  comment: ["pull-requests: write"],
  deploy: ["id-token: write"],
};

function jobFaults(name: string, job: Job): readonly string[] {
  const { permissions = {}, steps } = job;
  const asked = typeof permissions === "string" ? [permissions] : Object.entries(permissions).map((e) => e.join(": "));
  const tooMuch = asked.filter((right) => !right.endsWith(": read") && !rights[name]?.includes(right));
  return [
    ...tooMuch.map((right) => `${name}: it asks for ${right}.`),
    ...(typeof job["timeout-minutes"] === "number" ? [] : [`${name}: it has no timeout.`]),
    ...steps.flatMap((step) => stepFaults(step).map((fault) => `${name}: ${fault}`)),
    ...(asked.includes("pull-requests: write") ? foreignCode(steps).map((fault) => `${name}: ${fault}`) : []),
  ];
}

function stepFaults({ name, uses, with: inputs = {}, run = "" }: Step): readonly string[] {
  return [
    // An expression is put into the script before the shell reads it: a title could be a command. Scripts take `env`.
    ...(run.includes("${{") ? [`an expression stands in the script of "${name}".`] : []),
    ...(uses !== undefined && !/^(actions|azure)\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(uses)
      ? [`${uses} is no action of GitHub or Azure at a major version or a commit.`]
      : []),
    ...(uses?.startsWith("actions/checkout@") && inputs["persist-credentials"] !== false
      ? ["the checkout leaves the token behind."]
      : []),
    ...(uses?.startsWith("azure/login@") &&
    Object.keys(inputs).some((input) => !/^(client|tenant|subscription)-id$/.test(input))
      ? ["it logs in by more than federation."]
      : []),
  ];
}

/** A job that may write runs no code that a pull request brings: neither its files nor its packages. */
function foreignCode(steps: readonly Step[]): readonly string[] {
  const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  return [
    ...(checkouts.every(({ with: inputs }) => inputs?.["ref"] === "${{ github.event.pull_request.base.sha }}")
      ? []
      : ["it may write, and checks out what the pull request brings."]),
    ...(steps.some(({ run = "" }) => /\bnpm\b|\bnpx\b/.test(run)) ? ["it may write, and runs packages."] : []),
  ];
}
