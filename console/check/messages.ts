import type { Observations } from "../run/observations.ts";
import { expectedNotifications } from "./expected-notifications.ts";
import { matches } from "./matches.ts";
import { countOf, repeated, type Verdict, verdictOf } from "./verdict.ts";

/** Whoever had a command refused, or received credits, was told once. Checked for a sample of recipients. */
export function notified({ commands, notifications }: Observations): Verdict {
  const name = "who is concerned is notified";
  const expected = expectedNotifications(commands).filter(({ recipient }) => notifications.has(recipient));
  const faults = expected.flatMap((one) => {
    const count = notifications.get(one.recipient)?.filter((notification) => matches(one, notification)).length;
    const { type, ...about } = one.about;
    return count === 1 ? [] : [`${one.recipient} got ${type} ${Object.values(about).join(" ")} ${count} times`];
  });
  for (const [recipient, list] of notifications) {
    faults.push(...repeated(list.map(({ id }) => id)).map((id) => `${recipient} got notification ${id} twice`));
  }
  if (expected.length === 0) return { name, verdict: "not checked", detail: "nobody had to be notified" };
  const lookedAt = `${countOf(expected.length, "notification")} to ${countOf(notifications.size, "recipient")}`;
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
