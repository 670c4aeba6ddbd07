import type { Paint } from "../../cli/paint.ts";
import type { Difference } from "./difference.ts";

/** A value in one line, at most so long. */
const longestValue = 120;
/** Names of keys and of what hides one in a longer text. */
const secret = /(AccountKey|SharedAccessKey|Password|sig|sharedSecret|InstrumentationKey)=|^[A-Za-z0-9+/]{40,}={1,2}$/i;

/** Differences for people: a line each, and how to mend it below. */
export function printDrift(differences: readonly Difference[], resources: number, paint: Paint): string {
  if (differences.length === 0) {
    return paint.green(`In step: ${resources} resources are deployed as the contract wants them.`);
  }
  const lines = differences.flatMap((each) => [lineOf(each, paint), paint.dim(`    ${each.fix}`)]);
  const count = `${differences.length} difference${differences.length === 1 ? "" : "s"}`;
  return [...lines, "", paint.red(`${count} between the contract and what is deployed.`)].join("\n");
}

function lineOf({ kind, type, name, pointer, expected, found }: Difference, paint: Paint): string {
  const who = `${type} ${name}`;
  if (kind !== "changed") return `${paint.red(kind.padEnd(7))} ${who}`;
  return `${paint.yellow(kind.padEnd(7))} ${who} ${pointer}: expected ${valueText(expected)}, found ${valueText(found)}`;
}

/** A value for people; keys are not shown. */
export function valueText(value: unknown): string {
  if (value === undefined) return "nothing";
  if (hidesKey(value)) return "a value that looks like a key";
  const text = JSON.stringify(value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}… (${text.length} characters)`;
}

/** Whether a value holds what looks like a key. */
function hidesKey(value: unknown): boolean {
  if (typeof value === "string") return secret.test(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hidesKey);
}

/** Differences for scripts; keys are not shown there either. */
export function driftAsJson(differences: readonly Difference[]): readonly object[] {
  const shown = (value: unknown) => (hidesKey(value) ? "(a value that looks like a key)" : value);
  return differences.map(({ expected, found, ...rest }) => ({
    ...rest,
    expected: shown(expected),
    found: shown(found),
  }));
}
