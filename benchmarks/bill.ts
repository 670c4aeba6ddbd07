/** `npm run bill`: what a command asks of Azure, measured, and what that costs. Writes `docs/bill.md`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Bill, measureBill } from "./bill/measure.ts";
import { pageOf } from "./bill/page.ts";
import { type Prices, readPrices, usualPrices } from "./bill/prices.ts";

const help = `Measures every request of the worked example to Cosmos DB, with the real SDK against the local one, and what functions,
Event Grid and Durable Functions do beside it; turns that into money.

  npm run bill                     writes docs/bill.md
  npm run bill -- --prices FILE    with other prices: a JSON file like benchmarks/bill/prices.json; prints the page, writes nothing
  npm run bill -- --json           prints everything that was measured, writes nothing
  npm run bill -- --out FILE       writes the page there

It takes a minute on a quiet machine, several on a busy one. The same code gives the same figures, on every machine.`;

const pageFile = fileURLToPath(new URL("../docs/bill.md", import.meta.url));

const options = {
  help: { type: "boolean" },
  json: { type: "boolean" },
  prices: { type: "string" },
  out: { type: "string" },
} as const;

interface Options {
  readonly help?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly prices?: string | undefined;
  readonly out?: string | undefined;
}

function read(): Options {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
}

/** Prices are read first: a mistake in them need not wait for the measurement. */
async function run({ json, prices: file, out }: Options): Promise<void> {
  const prices: Prices = readPrices(file ?? usualPrices);
  const bill: Bill = await measureBill((what) => console.error(`measuring ${what} …`));
  if (json === true) return console.log(JSON.stringify(bill, null, 2));
  const page = pageOf(bill, prices);
  if (file !== undefined && out === undefined) return console.log(page);
  writeFileSync(out ?? pageFile, page);
  console.error(`wrote ${out ?? "docs/bill.md"}`);
}

const given = read();
if (given.help === true) console.log(help);
else {
  try {
    await run(given);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
