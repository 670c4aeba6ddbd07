import { semanticError } from "../error.ts";
import type { Assertion, Node } from "./node.ts";

/** A step of the machine that matches; numbers are places of the program. */
export type Instruction =
  | { readonly op: "character"; readonly test: (code: number) => boolean }
  | { readonly op: "assert"; readonly which: Assertion }
  /** Both ways, the first one before. */
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "match" };

/** Most instructions of a pattern. */
const longest = 20_000;

/** Writes a pattern as a program for the machine. */
export function programOf(node: Node, at: number): readonly Instruction[] {
  const program: Instruction[] = [];
  const write = (instruction: Instruction): number => {
    if (program.length >= longest) throw semanticError("bad-regex", "The regular expression is too large", at);
    return program.push(instruction) - 1;
  };
  emit(node, program, write);
  write({ op: "match" });
  return program;
}

function emit(node: Node, program: Instruction[], write: (instruction: Instruction) => number): void {
  switch (node.kind) {
    case "empty":
      return;
    case "character":
      write({ op: "character", test: node.test });
      return;
    case "assertion":
      write({ op: "assert", which: node.which });
      return;
    case "sequence":
      for (const part of node.parts) emit(part, program, write);
      return;
    case "group":
      write({ op: "save", slot: node.index * 2 });
      emit(node.of, program, write);
      write({ op: "save", slot: node.index * 2 + 1 });
      return;
    case "choice":
      emitChoice(node.parts, program, write);
      return;
    case "repeat":
      emitRepeat(node, program, write);
  }
}

function emitChoice(parts: readonly Node[], program: Instruction[], write: (instruction: Instruction) => number): void {
  const ends: { op: "jump"; to: number }[] = [];
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1) {
      emit(part, program, write);
      break;
    }
    const split = { op: "split" as const, first: program.length + 1, second: 0 };
    write(split);
    emit(part, program, write);
    const end = { op: "jump" as const, to: 0 };
    write(end);
    ends.push(end);
    split.second = program.length;
  }
  for (const end of ends) end.to = program.length;
}

function emitRepeat(
  { of, least, most, greedy }: Extract<Node, { kind: "repeat" }>,
  program: Instruction[],
  write: (instruction: Instruction) => number,
): void {
  for (let count = 0; count < least; count++) emit(of, program, write);
  const open = (): { op: "split"; first: number; second: number } => {
    const split = { op: "split" as const, first: 0, second: 0 };
    write(split);
    return split;
  };
  const aim = (split: { first: number; second: number }, into: number, past: number) => {
    split.first = greedy ? into : past;
    split.second = greedy ? past : into;
  };
  if (most === Infinity) {
    const start = program.length;
    const split = open();
    emit(of, program, write);
    write({ op: "jump", to: start });
    aim(split, start + 1, program.length);
    return;
  }
  const splits: { readonly split: { first: number; second: number }; readonly into: number }[] = [];
  for (let count = least; count < most; count++) {
    const split = open();
    splits.push({ split, into: program.length });
    emit(of, program, write);
  }
  for (const { split, into } of splits) aim(split, into, program.length);
}
