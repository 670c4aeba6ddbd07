import { type QuestProcess, questProcess } from "./quest.ts";

/** A process that breaks after half of its way. What it knows of the times goes into what it sends. */
export function brittle(isBroken: () => boolean): QuestProcess {
  return questProcess.earlier(function* ({ data: { questId } }, ctx) {
    const begun = ctx.now;
    yield* ctx.send.Ask({ questId });
    yield* ctx.pause("rest");
    const answer = yield* ctx.waitFor("Answered");
    if (isBroken()) throw new Error("Out of ink.");
    yield* ctx.send.Close({
      questId,
      why: `${answer.data.text} after ${ctx.now - begun >= 600_000 ? "a rest" : "none"}`,
    });
    const last = yield* ctx.waitFor("Refused");
    return last.data.why;
  });
}
