import type { CommandSeen, Observations } from "../run/observations.ts";
import { decisionOf, type PredictedTransfer, stageOf } from "./course.ts";
import { transferDifferences } from "./differences.ts";
import { predict } from "./model.ts";
import { countOf, type Verdict, verdictOf } from "./verdict.ts";

/** Every transfer has come to one end, settled or returned, for the right reason, and says who decided. */
export function transfersEnd(seen: Observations): Verdict {
  const predicted = [...predict(seen).transfers.values()];
  const faults = predicted.flatMap((one) => {
    const { transferId } = one.transfer;
    const stage = stageOf(one);
    const waits = stage === undefined ? [] : [`still waits for the ${stage}`];
    const differences = transferDifferences(one, seen.transfers.get(transferId));
    return [...waits, ...differences].map((fault) => `transfer ${transferId} ${fault}`);
  });
  const settled = predicted.filter(({ path }) => path.at(-1) === "settled").length;
  const lookedAt = `${settled} settled, ${predicted.length - settled} returned`;
  return verdictOf("every transfer ends once, for the right reason", faults, lookedAt);
}

/** Of several decisions about a transfer exactly one counts; whoever comes second is told so. */
export function decidedOnce({ commands }: Observations): Verdict {
  const name = "one decision counts, whoever comes second is told";
  const questions = new Map<string, CommandSeen[]>();
  for (const command of commands) {
    const made = decisionOf(command.step);
    // What had to be refused anyway is no answer.
    if (made === undefined || command.step.expect.is === "rejected") continue;
    const key = `${made.decision.data.transferId} for the ${made.stage}`;
    questions.set(key, [...(questions.get(key) ?? []), command]);
  }
  const faults = [...questions].flatMap(([key, answers]) => {
    const counted = answers.filter(({ outcome }) => outcome?.status === "succeeded");
    const told = answers.filter(({ outcome }) => outcome?.rejection !== undefined);
    return counted.length === 1 && told.length === answers.length - 1
      ? []
      : [
          `of ${countOf(answers.length, "answer")} about transfer ${key} ${counted.length} counted, ${told.length} were told`,
        ];
  });
  if (questions.size === 0) return { name, verdict: "not checked", detail: "nothing had to be decided" };
  const races = [...questions.values()].filter(({ length }) => length > 1).length;
  return verdictOf(name, faults, `${countOf(questions.size, "question")}, ${races} answered twice at once`);
}

/** What nobody decides about expires, and the credits go back. */
export function undecidedExpire(seen: Observations): Verdict {
  const name = "undecided transfers expire and come back";
  if (seen.time !== "moved") return { name, verdict: "not checked", detail: seen.time };
  const silent = [...predict(seen).transfers.values()].filter(isExpired);
  if (silent.length === 0) return { name, verdict: "not checked", detail: "everything was decided about" };
  const faults = silent.flatMap(({ transfer: { transferId }, reason }) => {
    const { status, reason: said } = seen.transfers.get(transferId) ?? {};
    if (status === "returned" && said === reason) return [];
    return [`transfer ${transferId} is ${status ?? "missing"} (${said ?? "no reason"}), expected returned (${reason})`];
  });
  const asked = silent.filter(({ reason }) => reason === "guardian-expired").length;
  return verdictOf(name, faults, `${silent.length - asked} of reviewers, ${asked} of guardians`);
}

/** Whether nobody has decided about a transfer in time. */
export function isExpired({ path }: PredictedTransfer): boolean {
  return path.includes("expired");
}

/** No process is left running, and none has failed. */
export function processesEnded({ processes }: Observations): Verdict {
  const name = "no process is left running or failed";
  if (typeof processes === "string") return { name, verdict: "not checked", detail: processes };
  const faults = processes.left.map(({ id, status }) => `${id} is ${status}`);
  return verdictOf(name, faults, countOf(processes.looked, "process instance"));
}
