import type { SchemaSide } from "../../../../codegen/compatibility/schemas/side.ts";
import { Random } from "../../../../codegen/samples/random.ts";
import { randomChange } from "../../../../codegen/samples/random-schemas/random-change.ts";
import { randomSchema } from "../../../../codegen/samples/random-schemas/random-schema.ts";

/** Two schemas, and how one was made from the other. */
export interface Pair {
  readonly from: SchemaSide;
  readonly to: SchemaSide;
  readonly edits: readonly string[];
}

/** The pair of a number: mostly some edits apart, in either direction; now and then two that have nothing in common. */
export function pairOf(seed: number, number: number): Pair {
  const random = new Random(`pair ${seed} ${number}`);
  const first = randomSchema(random);
  if (random.chance(0.15)) return { from: first, to: randomSchema(random), edits: ["unrelated"] };
  const edits: string[] = [];
  let second = first;
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count--) {
    const change = randomChange(second, random);
    second = change.side;
    edits.push(change.edit);
  }
  return random.chance(0.5) ? { from: first, to: second, edits } : { from: second, to: first, edits };
}
