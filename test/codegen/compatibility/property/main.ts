/** `npm run contract:prove`: judges many random pairs of schemas, and tries to contradict each verdict. */
import { Command, InvalidArgumentError } from "commander";
import { figuresOf, printFigures } from "./figures.ts";
import { printPair, tryPair } from "./try-pair.ts";

const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("It is a whole number.");
  return value;
};

const { pairs, seed, start, json } = new Command("npm run contract:prove --")
  .description("Judges random pairs of schemas and tries to contradict each verdict with random documents.")
  .option("--pairs <n>", "how many pairs", count, 1000)
  .option("--seed <n>", "decides all pairs and documents", count, 1)
  .option("--start <n>", "number of the first pair, to run one pair again", count, 0)
  .option("--json", "prints the figures as JSON")
  .addHelpText(
    "after",
    "\nExamples:\n  npm run contract:prove -- --pairs 10000 --seed 7\n  npm run contract:prove -- --seed 7 --start 4711 --pairs 1",
  )
  .parse()
  .opts<{ pairs: number; seed: number; start: number; json?: true }>();

let next = start;
const began = performance.now();
function* results() {
  for (; next < start + pairs; next++) {
    if (json !== true && next > start && (next - start) % 500 === 0) {
      console.error(`${next - start} of ${pairs} pairs after ${Math.round((performance.now() - began) / 1000)} s`);
    }
    yield tryPair(seed, next, { samples: 16, boundaries: 60, mutants: 60 });
  }
}
const figures = figuresOf(results(), ({ pair }) => `pair ${next} of seed ${seed}\n${printPair(pair)}`);
if (json === true) console.log(JSON.stringify({ seed, start, ...figures }, undefined, 2));
else {
  for (const contradiction of figures.contradictions) console.log(`${contradiction}\n`);
  console.log(printFigures(figures));
}
process.exitCode = figures.contradictions.length === 0 ? 0 : 1;
