import type { Observations } from "../run/observations.ts";
import { expectedNotifications } from "./expected-notifications.ts";
import { keyOf, toldTo } from "./matches.ts";
import { countOf, repeated, type Verdict, verdictOf } from "./verdict.ts";

/**
 * Whoever had a command refused, received credits, sent some or was asked was told once, and nobody was told of what has not
 * been. Checked for a sample of recipients.
 */
export function notified(seen: Observations): Verdict {
  const name = "who is concerned is notified";
  const expected = expectedNotifications(seen).filter(({ recipient }) => seen.notifications.has(recipient));
  const faults: string[] = [];
  for (const [recipient, list] of seen.notifications) {
    const told = toldTo(recipient, list);
    for (const { about } of expected.filter((one) => one.recipient === recipient)) {
      const count = told.get(keyOf(about)) ?? 0;
      if (count !== 1) faults.push(`${recipient} got ${keyOf(about)} ${count} times`);
      told.delete(keyOf(about));
    }
    faults.push(...[...told.keys()].map((key) => `${recipient} must not have got ${key}`));
    faults.push(...repeated(list.map(({ id }) => id)).map((id) => `${recipient} got notification ${id} twice`));
  }
  if (expected.length === 0) return { name, verdict: "not checked", detail: "nobody had to be notified" };
  const lookedAt = `${countOf(expected.length, "notification")} to ${countOf(seen.notifications.size, "recipient")}`;
  return verdictOf(name, faults, lookedAt);
}

/** The system's own verdict: its read models equal a fresh fold of its events. */
export function verified({ verification }: Observations): Verdict {
  const name = "read models equal a fresh fold of the events";
  if (typeof verification === "string") return { name, verdict: "not checked", detail: verification };
  return verdictOf(name, verification.ok ? [] : verification.faults, "by the system's own verification");
}

/** The whole plan was played. */
export function playedToTheEnd({ brokenOff, commands, invalid }: Observations): Verdict {
  const steps = countOf(commands.length + invalid.length, "step");
  return verdictOf("the plan was played to its end", brokenOff === undefined ? [] : [brokenOff], steps);
}
