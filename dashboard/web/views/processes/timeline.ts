import type { ProcessAnswer, ProcessStep } from "../../../../platform/admin/shapes.ts";
import { isObject, type Json } from "../../json/pointer.ts";

/** What an instance does or waits for now, as its custom status says it. */
export interface Progress {
  readonly waitsFor?: readonly string[];
  /** RFC 3339: when waiting or pausing ends. */
  readonly until?: string;
  readonly sends?: string;
  readonly awaits?: string;
}

/** A progress out of whatever stands in the custom status; undefined when that says nothing. */
export function progressOf(value: Json): Progress | undefined {
  if (!isObject(value)) return undefined;
  const text = (name: string) => (typeof value[name] === "string" ? { [name]: value[name] } : {});
  const { waitsFor } = value;
  const names = Array.isArray(waitsFor) ? waitsFor.filter((one) => typeof one === "string") : [];
  const found: Progress = {
    ...(names.length > 0 && { waitsFor: names }),
    ...text("until"),
    ...text("sends"),
    ...text("awaits"),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

/** What it does now, in words, without when that ends. */
export function progressWords({ waitsFor, until, sends, awaits }: Progress): string {
  if (waitsFor !== undefined) return `waits for ${waitsFor.join(" or ")}`;
  if (awaits !== undefined) return `waits for the outcome of ${awaits}`;
  if (sends !== undefined) return `sends ${sends}`;
  return until === undefined ? "works" : "pauses";
}

/** How a step looks in a timeline. */
export interface Shown {
  /** A sign beside the words, for eyes only. */
  readonly sign: string;
  readonly words: string;
  readonly tone: "plain" | "accent" | "good" | "warn" | "bad";
}

/** A step of the history in words. */
export function shownStep({ what, name, detail }: ProcessStep): Shown {
  const named = name === undefined ? "" : ` ${name}`;
  switch (what) {
    case "started":
      return { sign: "▶", words: name === undefined ? "started" : `started by ${name}`, tone: "accent" };
    case "sent":
      return { sign: "→", words: `sent${named}`, tone: "accent" };
    case "answered": {
      const outcome = isObject(detail) && typeof detail["status"] === "string" ? detail["status"] : undefined;
      const bad = outcome === "rejected" || outcome === "failed";
      return {
        sign: "←",
        words: `answer to${named}${outcome === undefined ? "" : `: ${outcome}`}`,
        tone: bad ? "warn" : "good",
      };
    }
    case "message":
      return { sign: "✉", words: `got${named}`, tone: "good" };
    case "timer":
      return { sign: "◷", words: "set a timer", tone: "plain" };
    case "timeout":
      return { sign: "◷", words: "the timer fired", tone: "warn" };
    case "ended":
      return { sign: "■", words: "ended", tone: "good" };
    case "failed":
      return { sign: "!", words: "failed", tone: "bad" };
  }
}

/** Until when a timer of a step runs, RFC 3339. */
export function untilOf({ detail }: ProcessStep): string | undefined {
  return isObject(detail) && typeof detail["until"] === "string" ? detail["until"] : undefined;
}

/** Id of the message that a step is about. */
export function messageOf({ detail }: ProcessStep): string | undefined {
  return isObject(detail) && typeof detail["id"] === "string" ? detail["id"] : undefined;
}

/** A step with the time since the one before it, ms; the first has none. */
export interface Timed {
  readonly step: ProcessStep;
  readonly since: number | undefined;
}

/** The steps with the pauses between them. */
export function timed(history: readonly ProcessStep[]): Timed[] {
  return history.map((step, at) => {
    const before = history[at - 1];
    const since = before === undefined ? Number.NaN : Date.parse(step.at) - Date.parse(before.at);
    return { step, since: Number.isNaN(since) ? undefined : Math.max(0, since) };
  });
}

/** The whole history: an end that Durable Functions keeps only in the status is a step, too. */
export function wholeHistory(instance: Pick<ProcessAnswer, "history" | "status" | "updated">): readonly ProcessStep[] {
  const { history, status, updated } = instance;
  const isTold = history.some(({ what }) => what === "ended" || what === "failed");
  if (isTold || !isEnded(status)) return history;
  return [...history, { at: updated, what: /^completed$/i.test(status) ? "ended" : "failed" }];
}

/** Whether a step's detail says more than its words. */
export function saysMore(step: ProcessStep): boolean {
  const { detail } = step;
  if (detail === undefined || untilOf(step) !== undefined || messageOf(step) !== undefined) return false;
  return !(isObject(detail) && detail["status"] === "sent" && Object.keys(detail).length === 1);
}

/** Whether an instance has come to its end. */
export const isEnded = (status: string): boolean => /^(completed|failed|terminated|canceled)$/i.test(status);
