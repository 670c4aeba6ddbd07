import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { pointer } from "../json/pointer.ts";
import { type Contract, commandsOf, notificationsOf, type RetryPolicy } from "../model/contract.ts";
import { mostAttempts, mostMinutes } from "../render/render-resources.ts";

/** Who names a policy, as far as that says which of its words count. */
type Use = "handlers" | "publish" | "steps" | "deliveries";

const minute = 60_000;

/** For whom a word counts; `attempts` counts for everybody. */
const usersOf: Readonly<Record<string, readonly Use[]>> = {
  strategy: ["handlers", "publish", "steps"],
  first: ["handlers", "publish", "steps"],
  max: ["handlers", "publish", "steps"],
  jitter: ["handlers", "publish"],
  transient: ["handlers"],
  permanent: ["handlers"],
  timeToLive: ["deliveries"],
  deadLetter: ["deliveries"],
};

/** Checks that every retry policy can be kept, by those who name it, and says nothing that has no effect. */
export function checkRetries(contract: Contract, report: Report): void {
  for (const [name, policy] of Object.entries(contract.retryPolicies)) {
    const at = (...words: readonly string[]): Location => ({
      file: contract.file,
      pointer: pointer("/x-eventwright/retryPolicies", name, ...words),
    });
    for (const error of policy.transient.filter((known) => policy.permanent.includes(known))) {
      report("retry-class-twice", at("permanent"), `\`${error}\` of \`${name}\` is transient, too.`);
    }
    if (policy.words.includes("max") && policy.first > policy.max) {
      report("retry-waits", at("max"), `\`${name}\` waits ${policy.max} ms at most, and ${policy.first} ms at first.`);
    }
    const uses = usesOf(contract, name);
    if (uses.size === 0) {
      report("retry-policy-unused", at(), `Nothing names the policy \`${name}\`.`);
      continue;
    }
    if (uses.has("deliveries")) checkDelivery(name, policy, at, report);
    for (const word of policy.words) {
      if (usersOf[word]?.some((use) => uses.has(use)) ?? true) continue;
      report("retry-word-unused", at(word), `\`${word}\` of \`${name}\` has no effect: it is for ${listed(uses)}.`);
    }
  }
}

function checkDelivery(
  name: string,
  { attempts, timeToLive }: RetryPolicy,
  at: (word: string) => Location,
  report: Report,
): void {
  if (attempts > mostAttempts) {
    report("retry-delivery-limits", at("attempts"), `\`${name}\` delivers ${attempts} times.`);
  }
  if (timeToLive < minute || timeToLive > mostMinutes * minute) {
    report("retry-delivery-limits", at("timeToLive"), `\`${name}\` delivers for ${timeToLive / minute} minutes.`);
  }
}

function usesOf(contract: Contract, name: string): ReadonlySet<Use> {
  const { readModels, reactions, processes } = contract;
  const handlers = [...commandsOf(contract), ...notificationsOf(contract), ...readModels];
  const uses = new Set<Use>();
  if (name === "commands" || name === "projections" || handlers.some(({ retry }) => retry === name))
    uses.add("handlers");
  if (name === "publish") uses.add("publish");
  if (processes.some(({ steps }) => steps === name)) uses.add("steps");
  if ([...reactions, ...processes].some(({ retry }) => retry === name)) uses.add("deliveries");
  return uses;
}

function listed(uses: ReadonlySet<Use>): string {
  return [...uses].join(", ");
}
