import { isWord } from "./classes.ts";
import type { Assertion } from "./node.ts";
import type { Instruction } from "./program.ts";

/** Places of a text where groups begin and end; -1: not taken part. */
type Places = readonly number[];

/** Takes note of work, and throws when it is too much. */
export interface Work {
  step(count: number): void;
}

/** So many ways are followed for one step of a query; told in portions. */
const waysInStep = 4;
const portion = 4_096;

/**
 * Looks for the first match of a program, the one that a backtracking engine would find, in time that grows with the text and
 * not faster: it follows all ways at once. So no pattern of a query can hold up the server.
 */
export function match(
  program: readonly Instruction[],
  slots: number,
  text: string,
  keepPlaces: boolean,
  work: Work,
): Places | undefined {
  let now: Threads = new Threads(program.length);
  let next: Threads = new Threads(program.length);
  let found: Places | undefined;
  let followed = 0;
  const done = () => {
    work.step(Math.ceil(followed / waysInStep));
    followed = 0;
    return found;
  };
  const blank: Places = keepPlaces ? new Array(slots).fill(-1) : [];
  for (let at = 0; ; ) {
    if (!found) follow(program, now, 0, text, at, keepPlaces ? withPlace(blank, 0, at) : blank);
    if (now.count === 0 && found) return done();
    followed += now.count + 1;
    if (followed > portion) done();
    const code = text.codePointAt(at);
    const size = code === undefined ? 1 : code > 0xffff ? 2 : 1;
    for (let index = 0; index < now.count; index++) {
      const place = now.places[index] as number;
      const instruction = program[place] as Instruction;
      const saved = now.saved[index] as Places;
      if (instruction.op === "match") {
        found = keepPlaces ? withPlace(saved, 1, at) : saved;
        // Ways that come after this one are worse.
        break;
      }
      if (instruction.op === "character" && code !== undefined && instruction.test(code)) {
        follow(program, next, place + 1, text, at + size, saved);
      }
    }
    if (code === undefined) return done();
    if (found && !keepPlaces) return done();
    [now, next] = [next, now];
    next.clear();
    at += size;
  }
}

/** The ways that are followed, best first, each place of the program once. */
class Threads {
  readonly places: number[] = [];
  readonly saved: Places[] = [];
  readonly #seen: Uint32Array;
  #generation = 1;

  constructor(size: number) {
    this.#seen = new Uint32Array(size);
  }

  get count(): number {
    return this.places.length;
  }

  /** Whether the place is new; it is not afterwards. */
  enter(place: number): boolean {
    if (this.#seen[place] === this.#generation) return false;
    this.#seen[place] = this.#generation;
    return true;
  }

  clear(): void {
    this.places.length = 0;
    this.saved.length = 0;
    this.#generation++;
  }
}

function withPlace(places: Places, slot: number, at: number): Places {
  const changed = places.slice();
  changed[slot] = at;
  return changed;
}

/** Goes on until a character is wanted, or the end is reached. Its own stack, since programs are long. */
function follow(
  program: readonly Instruction[],
  threads: Threads,
  from: number,
  text: string,
  at: number,
  places: Places,
): void {
  const stack: { readonly place: number; readonly places: Places }[] = [{ place: from, places }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (!threads.enter(top.place)) continue;
    const instruction = program[top.place] as Instruction;
    switch (instruction.op) {
      case "jump":
        stack.push({ place: instruction.to, places: top.places });
        break;
      case "split":
        stack.push({ place: instruction.second, places: top.places }, { place: instruction.first, places: top.places });
        break;
      case "save": {
        const saved = top.places.length > 0 ? withPlace(top.places, instruction.slot, at) : top.places;
        stack.push({ place: top.place + 1, places: saved });
        break;
      }
      case "assert":
        if (holds(instruction.which, text, at)) stack.push({ place: top.place + 1, places: top.places });
        break;
      default:
        threads.places.push(top.place);
        threads.saved.push(top.places);
    }
  }
}

function holds(which: Assertion, text: string, at: number): boolean {
  switch (which) {
    case "text-start":
      return at === 0;
    case "text-end":
      return at === text.length;
    case "line-start":
      return at === 0 || text[at - 1] === "\n";
    case "line-end":
      return at === text.length || text[at] === "\n";
    default: {
      const isBoundary = isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
      return isBoundary === (which === "boundary");
    }
  }
}
