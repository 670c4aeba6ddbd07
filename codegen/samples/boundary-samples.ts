import type { SchemaSide } from "../compatibility/schemas/side.ts";
import { make } from "./make/make.ts";
import { type Choice, type Making, usualEffort } from "./make/making.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { Random } from "./random.ts";
import { sampleOf } from "./sample-of.ts";

/** A valid document with a name that says what is special about it. */
export interface Sample {
  readonly name: string;
  readonly document: unknown;
}

/** How many boundary samples are made. */
export interface BoundaryOptions {
  /** 300 when left out. */
  readonly most?: number;
}

/** Most levels of a sample, as far as its schema leaves that open. */
const deepest = 4;
/** A list's items after the first are like it; only the first is varied. */
const laterItem = /\/[1-9]\d*(\/|$)/;

interface Run {
  readonly document: unknown;
  readonly choices: readonly Choice[];
}

/**
 * The valid documents at the edges of a schema: with as little and as much as possible, then one for each optional field
 * alone and absent, each bound, shortest and longest text and list, each value of an enum, each branch, each type. Always
 * the same for the same schema; a field that is added later changes nothing about the values of the others.
 */
export function boundarySamplesOf(side: SchemaSide, { most = 300 }: BoundaryOptions = {}): readonly Sample[] {
  const prepared = prepare(side);
  const root = prepared.resolve(`#/$defs/${side.name}`);
  if (root === undefined) return [];
  const samples = new Map<string, Sample>();
  const add = (name: string, { document }: Run): void => {
    const key = JSON.stringify(document);
    if (document === undefined || samples.has(key) || samples.size >= most) return;
    if (prepared.isValid(side.name, document)) samples.set(key, { name, document });
  };
  const least = run(prepared, root, new Map(), "least");
  const full = run(prepared, root, new Map(), "full");
  add("with as little as possible", least);
  add("with everything", full);
  const tried = new Set<string>();
  const queue: { readonly forced: ReadonlyMap<string, number>; readonly choices: readonly Choice[] }[] = [
    { forced: new Map(), choices: full.choices },
    { forced: new Map(), choices: least.choices },
  ];
  // Breadth first: what lies deeper, or only within another branch, comes later.
  for (const { forced, choices } of queue) {
    for (const choice of choices) {
      if (choice.kind !== "items" && laterItem.test(choice.path)) continue;
      for (const [index, option] of choice.options.entries()) {
        const key = keyOf(choice);
        if (samples.size >= most || tried.has(`${key} ${option}`)) continue;
        tried.add(`${key} ${option}`);
        const next = new Map([...forced, [key, index]]);
        const isAlone = choice.kind === "optional" && option === "present";
        const made = run(prepared, root, next, isAlone ? "least" : "full");
        add(nameOf(choice, option), made);
        if (made.document !== undefined && opensMore(choice)) queue.push({ forced: next, choices: made.choices });
      }
    }
  }
  if (samples.size > 0) return [...samples.values()];
  // Where plain choices contradict each other, chance may find a way.
  const document = sampleOf(side, new Random("boundary"), { isWild: true });
  return document === undefined ? [] : [{ name: "some document", document }];
}

/** Whether another option of a choice can lead to choices that were not there before. */
function opensMore({ kind }: Choice): boolean {
  return kind === "branch" || kind === "condition" || kind === "type" || kind === "value" || kind === "extra";
}

/** Makes one document: some choices forced, the others plain. */
function run(side: Prepared, root: unknown, forced: ReadonlyMap<string, number>, style: "least" | "full"): Run {
  const choices = new Map<string, Choice>();
  const calls = new Map<string, number>();
  const making: Making = {
    side,
    deepest,
    effort: { left: usualEffort },
    isWild: false,
    randomAt(path) {
      // A value that has to be made again must come out differently.
      const call = calls.get(path) ?? 0;
      calls.set(path, call + 1);
      return new Random(call === 0 ? path : `${path}#${call}`);
    },
    decide(choice) {
      const key = keyOf(choice);
      choices.set(key, choice);
      const found = forced.get(key);
      if (found !== undefined) return Math.min(found, choice.options.length - 1);
      if (choice.kind === "optional") return style === "full" ? 1 : 0;
      if (choice.kind === "items" && style === "least") return Math.max(0, choice.options.indexOf("shortest list"));
      return 0;
    },
  };
  return { document: make(making, [root], "", 0), choices: [...choices.values()] };
}

function keyOf({ kind, path, index }: Choice): string {
  return `${kind} ${index} ${path}`;
}

function nameOf({ kind, path, index }: Choice, option: string): string {
  const place = path === "" ? "the whole" : path;
  if (kind === "optional") return option === "present" ? `${place} alone` : `without ${place}`;
  const which = kind === "branch" && index > 0 ? ` (choice ${index + 1})` : "";
  return `${place}: ${option.length > 60 ? `${option.slice(0, 57)}…` : option}${which}`;
}
