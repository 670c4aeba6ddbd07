import type { CommandStatus } from "../../generated/client.ts";
import type { Answer, CommandSeen, Observations } from "../run/observations.ts";
import { commandIdOf } from "../run/play-step.ts";
import { predict } from "./model.ts";
import { countOf, repeated, type Verdict, verdictOf } from "./verdict.ts";

/** Every accepted command has one outcome, which does not change, and no two commands claim the same event. */
export function oneOutcomeEach({ commands }: Observations): Verdict {
  const accepted = commands.filter(({ answers }) => commandIdOf(answers) !== undefined);
  const faults = accepted.flatMap((command) =>
    outcomeFaults(command).map((fault) => `${command.step.name} (${commandIdOf(command.answers)}) ${fault}`),
  );
  const places = accepted.flatMap(({ outcome }) =>
    (outcome?.events ?? []).map(({ stream, version }) => `version ${version} of ${stream}`),
  );
  faults.push(...repeated(places).map((place) => `${place} is the event of two commands`));
  return verdictOf("every command has exactly one outcome", faults, countOf(accepted.length, "command"));
}

function outcomeFaults({ outcome, finally: last }: CommandSeen): string[] {
  if (last === undefined) return ["is not known to the server any more"];
  if (last.status === "accepted") return ["has no outcome"];
  if (last.status === "failed") return [`failed (dead letter ${last.deadLetter ?? "without an id"})`];
  if (outcome === undefined) return ["had no outcome in time"];
  if (essenceOf(outcome) !== essenceOf(last)) return [`was first ${essenceOf(outcome)}, then ${essenceOf(last)}`];
  if (last.status === "succeeded" && !last.events?.length) return ["succeeded without an event"];
  if (last.status === "rejected" && last.rejection === undefined) return ["was rejected without a reason"];
  return [];
}

function essenceOf({ status, events, rejection }: CommandStatus): string {
  const places = events?.map(({ type, stream, version }) => `${type} ${stream} ${version}`);
  return [status, rejection?.code, ...(places ?? [])].filter((part) => part !== undefined).join(" ");
}

/** Commands that must be refused were, with the right code; the others were not. */
export function refusedAsExpected(seen: Observations): Verdict {
  const { accounts } = predict(seen);
  let certain = 0;
  const faults = seen.commands.flatMap(({ step, outcome }) => {
    if (outcome === undefined) return [];
    const { content, expect } = step;
    const actual = outcome.status === "rejected" ? (outcome.rejection?.code ?? "rejected") : outcome.status;
    let allowed: readonly string[];
    if (expect.is === "succeeded") allowed = ["succeeded"];
    else if (expect.is === "rejected") allowed = [expect.code];
    else if (expect.is === "either") allowed = ["succeeded", ...expect.codes];
    else {
      const account = content.type === "CloseAccount" ? accounts.get(content.data.accountId) : undefined;
      allowed = [account?.balance === 0 ? "succeeded" : "balance-not-zero"];
    }
    if (allowed.length === 1) certain++;
    return allowed.includes(actual) ? [] : [`${step.name} is ${actual}, expected ${allowed.join(" or ")}`];
  });
  return verdictOf("commands are refused by the rules, and only by them", faults, `${certain} certain beforehand`);
}

/** A command is taken once however often it is sent: repetitions are refused, or replayed where there is a key. */
export function takenOnce({ commands, resumed }: Observations): Verdict {
  let repeats = 0;
  const faults = commands.flatMap((command) => {
    repeats += command.answers.length - 1;
    return [...answerFaults(command, resumed), ...reuseFaults(command)].map((fault) => `${command.step.name} ${fault}`);
  });
  return verdictOf("a command that is sent twice is taken once", faults, countOf(repeats, "repetition"));
}

function answerFaults({ step, answers }: CommandSeen, resumed: boolean): string[] {
  const refused = answers.filter((answer) => answer.is === "refused");
  if (refused.length > 0) return refused.map(({ status, code }) => `was answered ${status} ${code}`);
  const ids = new Set(answers.map((answer) => commandIdOf([answer])));
  if (ids.size > 1) return [`has ${ids.size} ids: ${[...ids].join(", ")}`];
  const fresh = answers.filter(({ is }) => is === "accepted").length;
  if (fresh > 1) return [`was accepted ${fresh} times`];
  // A post that was cut off may have been stored; so may one of the run that this one goes on with.
  if (fresh === 0 && !resumed && answers.every(({ resent }) => resent === 0)) return ["was there before it was sent"];
  const wanted = step.key === undefined ? "duplicate" : "replayed";
  const wrong = answers.filter(({ is }) => is !== "accepted" && is !== wanted);
  return wrong.map(({ is }) => `was answered as ${is}, expected ${wanted}`);
}

function reuseFaults({ step, reuse }: CommandSeen): string[] {
  if (step.reuse === undefined || reuse === undefined) return [];
  if (reuse.is === "refused" && reuse.status === 422 && reuse.code === "idempotency-key-reused") return [];
  return [`was, with another payload under its key, answered ${wordsOf(reuse)}, expected 422 idempotency-key-reused`];
}

/** Every payload that breaks its schema was refused at the door. */
export function invalidRefused({ invalid }: Observations): Verdict {
  const faults = invalid
    .filter(({ answer }) => !(answer.is === "refused" && answer.status === 400 && answer.code === "invalid-payload"))
    .map(({ step, answer }) => `${step.name} was answered ${wordsOf(answer)}, expected 400 invalid-payload`);
  return verdictOf("invalid payloads are refused", faults, countOf(invalid.length, "payload"));
}

function wordsOf(answer: Answer): string {
  return answer.is === "refused" ? `${answer.status} ${answer.code}` : answer.is;
}
