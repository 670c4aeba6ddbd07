import type { LetterReport } from "./shapes.ts";

/** A report in words: a headline, and whether that is good news. */
export interface ReportWords {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly tone: "good" | "warn" | "bad";
}

/** What a report says to whoever asked for it. */
export function reportWords({ status, resumed = 0, problem, needsForce, stoppedBy }: LetterReport): ReportWords {
  const messages = resumed === 1 ? "1 message" : `${resumed} messages`;
  const is = resumed === 1 ? "is" : "are";
  switch (status) {
    case "would-pass":
      return {
        title: "It would pass.",
        detail: [
          "Nothing was written.",
          resumed > 0 ? `${messages} ${resumed === 1 ? "waits" : "wait"} behind it.` : "",
          needsForce ? "Its handler is not idempotent, so that the redrive must be forced." : "",
        ]
          .filter((words) => words !== "")
          .join(" "),
        tone: needsForce ? "warn" : "good",
      };
    case "would-fail":
      return { title: "It would fail again.", detail: problem?.message, tone: "bad" };
    case "redriven":
      return stoppedBy === undefined
        ? {
            title: "Redriven.",
            detail: resumed > 0 ? `${messages} that waited behind it ${is} handled, too.` : "Nothing waited behind it.",
            tone: "good",
          }
        : {
            title: "Redriven, but one of those that waited behind it failed.",
            detail: `${messages} ${resumed === 1 ? "was" : "were"} handled; the rest wait behind the letter of the one that failed.`,
            tone: "warn",
          };
    case "restarting":
      return {
        title: "The process is being restarted.",
        detail: "It goes on where it failed; the letter goes when it does.",
        tone: "good",
      };
    case "discarded":
      return {
        title: "Discarded.",
        detail: resumed > 0 ? `${messages} that waited behind it ${is} handled.` : undefined,
        tone: "good",
      };
    case "failed":
      return { title: "It failed again.", detail: problem?.message, tone: "bad" };
    case "refused":
      return { title: "Nothing was done.", detail: problem?.message, tone: "bad" };
  }
}
