import type { PredictedTransfer } from "../check/course.ts";
import { predict } from "../check/model.ts";
import { isExpired } from "../check/transfers.ts";
import type { Observations } from "../run/observations.ts";
import { commandIdOf } from "../run/play-step.ts";
import { type Distribution, distributionOf } from "./percentiles.ts";

/** A run in numbers. */
export interface Summary {
  /** Commands that the system has taken. */
  readonly accepted: number;
  /** Of these, taken before this run, or by a post whose answer was lost. */
  readonly alreadyThere: number;
  /** Posts that had to be sent again because the server was away. */
  readonly resent: number;
  readonly succeeded: number;
  readonly rejected: number;
  /** By the code of the rule, in the order of the alphabet. */
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly failed: number;
  readonly duplicatesRefused: number;
  readonly replays: number;
  readonly keyReusesRefused: number;
  readonly invalidRefused: number;
  readonly transfersSettled: number;
  readonly transfersReturned: number;
  /** By why they came back, in the order of the alphabet. */
  readonly returnedByReason: Readonly<Record<string, number>>;
  /** Transfers that had to be decided about; `expired`: by nobody in time. */
  readonly decisions: {
    readonly guardian: DecisionCounts;
    readonly review: DecisionCounts;
  };
  readonly paymentsTaken: number;
  readonly paymentsReturned: number;
  /** Milliseconds from a command's first post. */
  readonly latency: {
    readonly accepted: Distribution | undefined;
    readonly outcome: Distribution | undefined;
    readonly readModel: Distribution | undefined;
  };
  /** Seconds in which commands were sent and followed. */
  readonly seconds: number;
  /** Commands a second, from the first post until nothing was under way. */
  readonly throughput: number;
}

/** How transfers that somebody was asked about were answered. */
export interface DecisionCounts {
  readonly asked: number;
  readonly yes: number;
  readonly no: number;
  readonly expired: number;
}

/** Counts what a run has seen. */
export function summarize(seen: Observations): Summary {
  const { commands, invalid, latencies, duration } = seen;
  const accepted = commands.filter(({ answers }) => commandIdOf(answers) !== undefined);
  const answers = commands.flatMap((command) => [...command.answers, ...(command.reuse ? [command.reuse] : [])]);
  const repeats = accepted.flatMap((command) => {
    const first = command.answers.findIndex(({ is }) => is === "accepted");
    return command.answers.toSpliced(Math.max(first, 0), 1);
  });
  const of = (status: string) => commands.filter(({ outcome }) => outcome?.status === status);
  const prediction = predict(seen);
  const movements = [...prediction.accounts.values()].flatMap((account) => account.movements);
  const transfers = [...prediction.transfers.values()];
  return {
    accepted: accepted.length,
    alreadyThere: accepted.filter((command) => command.answers.every(({ is }) => is !== "accepted")).length,
    resent: [...answers, ...invalid.map(({ answer }) => answer)].reduce((sum, { resent }) => sum + resent, 0),
    succeeded: of("succeeded").length,
    rejected: of("rejected").length,
    rejectedByCode: tally(of("rejected").map(({ outcome }) => outcome?.rejection?.code ?? "without a code")),
    failed: of("failed").length,
    duplicatesRefused: repeats.filter(({ is }) => is === "duplicate").length,
    replays: repeats.filter(({ is }) => is === "replayed").length,
    keyReusesRefused: commands.filter(({ reuse }) => reuse?.is === "refused").length,
    invalidRefused: invalid.filter(({ answer }) => answer.is === "refused" && answer.status === 400).length,
    transfersSettled: movements.filter(({ kind }) => kind === "transfer-received").length,
    transfersReturned: movements.filter(({ kind }) => kind === "transfer-returned").length,
    returnedByReason: tally(transfers.flatMap(({ reason }) => reason ?? [])),
    decisions: {
      guardian: decisionsOf(transfers, "awaiting-guardian", "guardian-allowed", "guardian-denied"),
      review: decisionsOf(transfers, "held", "approved", "rejected"),
    },
    paymentsTaken: [...prediction.merchants.values()].reduce((sum, { taken }) => sum + taken.length, 0),
    paymentsReturned: movements.filter(({ kind }) => kind === "payment-returned").length,
    latency: {
      accepted: distributionOf(latencies.accepted),
      outcome: distributionOf(latencies.outcome),
      readModel: distributionOf(latencies.readModel),
    },
    seconds: duration / 1000,
    throughput: duration === 0 ? 0 : (accepted.length * 1000) / duration,
  };
}

type Status = PredictedTransfer["path"][number];

function decisionsOf(transfers: readonly PredictedTransfer[], asked: Status, yes: Status, no: Status): DecisionCounts {
  const found = transfers.filter(({ path }) => path.includes(asked));
  const count = (status: Status) => found.filter(({ path }) => path.includes(status)).length;
  const expired = found.filter((one) => isExpired(one) && one.path[one.path.indexOf("expired") - 1] === asked).length;
  return { asked: found.length, yes: count(yes), no: count(no), expired };
}

function tally(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items.toSorted()) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}
