import { retryPolicyOf } from "../model/build-contract.ts";
import type { Contract, RetryPolicy } from "../model/contract.ts";
import { mostAttempts, mostMinutes } from "../render/render-resources.ts";
import type { ContractWords } from "./contract-words.ts";
import type { Reason, Statement } from "./explanation.ts";
import { say } from "./scene.ts";
import { count, duration, listed } from "./words.ts";

/** Which part of a wait is left to chance where a policy does not say, as the platform has it. */
export const usualJitter = 0.5;
/** Longest wait in memory, milliseconds; a longer one is a letter. As the platform has it. */
export const longestWait = 10_000;

/** How often and how fast a handler of the platform is tried again. `owner`: where the policy is named. */
export function retryStatement(
  contract: Contract,
  words: ContractWords,
  what: string,
  named: string | undefined,
  owner: Reason,
  usual: "commands" | "projections" | "publish",
): Statement {
  const name = named ?? usualPolicy(contract, usual);
  const policy = retryPolicyOf(contract, name);
  return say(
    `${what} gets ${triesOf(policy)}.${errorsOf(policy)}${longOf(policy)}`,
    owner,
    words.ofDocument("x-eventwright", "retryPolicies", name),
  );
}

/** The policy that counts where none is named: for publishing, that of projections if it has none of its own. */
function usualPolicy(contract: Contract, usual: "commands" | "projections" | "publish"): string {
  return usual === "publish" && contract.retryPolicies["publish"] === undefined ? "projections" : usual;
}

/** The tries of a policy in words: `four tries within 1.4 s: waits of 0.2 s to 0.8 s, up to half of each left to chance`. */
export function triesOf(policy: RetryPolicy): string {
  const { attempts } = policy;
  if (attempts <= 1) return "one try";
  const waits = waitsOf(policy);
  const [first, last] = [waits[0] ?? 0, waits.at(-1) ?? 0];
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  const range =
    waits.length === 1
      ? `a wait of ${duration(first)}`
      : first === last
        ? `waits of ${duration(first)}`
        : `waits of ${duration(first)}, each twice the one before, to ${duration(last)}`;
  return `${count(attempts)} tries within ${duration(total)}: ${range}${chanceOf(policy)}`;
}

/** The longest waits that a policy makes, in order, milliseconds. */
export function waitsOf({ attempts, strategy, first, max }: RetryPolicy): readonly number[] {
  return Array.from({ length: Math.max(0, attempts - 1) }, (_, index) =>
    Math.min(max, strategy === "fixed" ? first : first * 2 ** Math.min(index, 30)),
  );
}

function chanceOf({ jitter = usualJitter }: RetryPolicy): string {
  if (jitter === 0) return "";
  const part = jitter === 1 ? "all" : jitter === 0.5 ? "half" : `${Math.round(jitter * 100)} %`;
  return `, ${part} of each left to chance`;
}

function errorsOf({ transient, permanent }: RetryPolicy): string {
  const only = transient.length === 0 ? "" : ` Only after ${listed(transient, "or")} is it tried again.`;
  return `${only}${permanent.length === 0 ? "" : ` After ${listed(permanent, "or")} it is given up at once.`}`;
}

function longOf(policy: RetryPolicy): string {
  if (waitsOf(policy).every((wait) => wait <= longestWait)) return "";
  return ` A wait of more than ${duration(longestWait)} outlives a restart: the stream is parked by a letter that says when it is due.`;
}

/** How Event Grid delivers to a subscription of the app. */
export function deliveryStatement(
  contract: Contract,
  words: ContractWords,
  owner: { readonly retry: string | undefined },
  subscription: string,
  place: Reason,
): Statement {
  const { attempts, timeToLive, deadLetter } = retryPolicyOf(contract, owner.retry);
  const tries = Math.min(mostAttempts, Math.max(1, attempts));
  const time = Math.min(mostMinutes, Math.max(1, Math.floor(timeToLive / 60_000))) * 60_000;
  const after = deadLetter
    ? `Then the event becomes a dead letter, handler \`subscription-${subscription}\`; it parks nothing.`
    : "Then the event is lost: the policy keeps no dead letters.";
  return say(
    `Event Grid delivers it at least once: ${count(tries)} ${tries === 1 ? "try" : "tries"} within ${duration(time)}, 10 s to 12 h apart. ${after}`,
    place,
    owner.retry === undefined ? undefined : words.ofDocument("x-eventwright", "retryPolicies", owner.retry),
  );
}

/** How the steps of a process are tried, by Durable Functions. */
export function stepTries(contract: Contract, steps: string | undefined): string {
  const policy = { ...retryPolicyOf(contract, steps), jitter: 0 };
  return triesOf(policy);
}
