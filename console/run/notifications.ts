import type { AnyNotification } from "../../generated/client.ts";
import type { Happened } from "../check/course.ts";
import { type ExpectedNotification, expectedNotifications } from "../check/expected-notifications.ts";
import { missing } from "../check/matches.ts";
import { holder } from "../plan/people.ts";
import type { Random } from "../plan/random.ts";
import { collect } from "./collect.ts";
import type { Context } from "./context.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";
import { untilNothingChanges } from "./settle.ts";

/** Recipients whose notifications are looked at. */
const sampleSize = 20;

/** Reads the notifications of a sample of those who must have got some, until all are there. @throws Unreachable */
export async function readNotifications(
  context: Context,
  happened: Happened,
  random: Random,
): Promise<Map<string, readonly AnyNotification[]>> {
  const expected = expectedNotifications(happened);
  const seen = new Map<string, readonly AnyNotification[]>();
  let open = sampleOf(expected, random);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async (recipient) => {
      const list = () => collect(context.as(holder(recipient)).listNotifications(recipient, { limit: 200 }));
      seen.set(recipient, (await persist(context, list)).value);
    });
    const late = missing(expected, seen);
    open = [...new Set(late.map(({ recipient }) => recipient))];
    return late.length === 0 ? undefined : JSON.stringify(late);
  });
  return seen;
}

/** Some recipients; among them at least one of every kind of notification. */
function sampleOf(expected: readonly ExpectedNotification[], random: Random): string[] {
  const recipients = random.shuffle([...new Set(expected.map(({ recipient }) => recipient))].sort());
  const kinds = new Map<string, Set<string>>();
  for (const { recipient, about } of expected) {
    kinds.set(about.type, (kinds.get(about.type) ?? new Set()).add(recipient));
  }
  const ofEachKind = [...kinds.values()].flatMap((told) => recipients.find((recipient) => told.has(recipient)) ?? []);
  return [...new Set([...ofEachKind, ...recipients])].slice(0, sampleSize);
}
