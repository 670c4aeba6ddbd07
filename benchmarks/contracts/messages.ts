import type { Area } from "./areas.ts";

/** A message of a generated contract. */
export interface PlannedMessage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly kind: "command" | "event" | "notification";
  readonly visibility: "public" | "private";
  /** Path of its schema. */
  readonly file: string;
  readonly area: Area;
  /** Its number in the contract, from 0: what makes examples differ. */
  readonly index: number;
}

/** Messages that one area has. */
export const messagesPerArea = 10;

/** The verbs of an area: the command, and the events that it produces. The last command is private. */
export const steps = [
  { command: "Open", events: ["Opened"] },
  { command: "Change", events: ["Changed", "Questioned"] },
  { command: "Confirm", events: ["Confirmed"] },
  { command: "Cancel", events: ["Cancelled"] },
] as const;

/** The ten messages of an area: four commands, five events, one notification. */
export function messagesOf(area: Area, first: number): readonly PlannedMessage[] {
  const of = (name: string, kind: PlannedMessage["kind"], title: string, summary: string, index: number) => {
    const visibility = name.startsWith("Cancel") ? ("private" as const) : ("public" as const);
    const file = `schemas/${kind}s/${kebab(name)}.v1.json`;
    return { name, kind, title, summary, visibility, file, area, index: first + index };
  };
  const commands = steps.map(({ command }, index) =>
    of(`${command}${area.name}`, "command", `${command} ${area.words}`, `${command}s a ${area.words}.`, index),
  );
  const events = steps
    .flatMap((step) => step.events)
    .map((verb, index) =>
      of(
        `${area.name}${verb}`,
        "event",
        `${capital(area.words)} ${verb.toLowerCase()}`,
        summaryOf(area, verb),
        4 + index,
      ),
    );
  const told = of(
    `${area.name}Noticed`,
    "notification",
    `${capital(area.words)} noticed`,
    summaryOf(area, "noticed"),
    9,
  );
  return [...commands, ...events, told];
}

function summaryOf({ words }: Area, verb: string): string {
  return `A ${words} was ${verb.toLowerCase()}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
