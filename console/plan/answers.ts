import type { Random } from "./random.ts";

/** How often somebody who is asked says yes, says no, or says nothing until it is too late. Percent; 100 together. */
export interface Shares {
  readonly yes: number;
  readonly no: number;
  readonly silent: number;
}

/** What somebody who is asked does. `both`: two of them answer at once, one yes and one no. */
export type Answer = "yes" | "no" | "silent" | "both";

/** How people answer. */
export interface Habits {
  readonly shares: Shares;
  /** Percent of those that are answered. */
  readonly races: number;
  /** Time can be moved, so that silence ends; where it cannot, the silent ones say yes. */
  readonly canWait: boolean;
}

/** Answers of one kind of people, one after the other; the first ones show everything that may happen at all. */
export class Answers {
  readonly #habits: Habits;
  readonly #random: Random;
  readonly #first: Answer[];

  constructor(habits: Habits, random: Random) {
    this.#habits = habits;
    this.#random = random;
    const { yes, no, silent } = habits.shares;
    const isRaced = habits.races > 0 && yes + no > 0;
    this.#first = [
      ...(yes > 0 ? (["yes"] as const) : []),
      ...(no > 0 ? (["no"] as const) : []),
      ...(silent > 0 ? (["silent"] as const) : []),
      ...(isRaced ? (["both"] as const) : []),
    ];
  }

  next(): Answer {
    const answer = this.#first.shift() ?? this.#drawn();
    return answer === "silent" && !this.#habits.canWait ? "yes" : answer;
  }

  #drawn(): Answer {
    const { shares, races } = this.#habits;
    const place = this.#random.integer(0, 99);
    const isRaced = this.#random.chance(races / 100);
    if (place >= shares.yes + shares.no) return "silent";
    if (isRaced) return "both";
    return place < shares.yes ? "yes" : "no";
  }
}

/** Always yes: for what must arrive. */
export const willing = { next: (): Answer => "yes" };
