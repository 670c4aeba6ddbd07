import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Place } from "../contracts/side.ts";
import { isDay, type RecordFault, readRecords } from "../records.ts";

/** One finding that a decision allows. */
export interface Allowance {
  /** Id or name. */
  readonly rule: string;
  readonly subject: string;
  readonly version?: number;
  readonly pointer?: string;
  readonly direction?: "backward" | "forward";
}

/** What people have agreed on. */
export interface Decision {
  readonly file: string;
  readonly what: string;
  readonly why: string;
  readonly agreedBy: readonly string[];
  /** The last day on which it counts. */
  readonly until: string;
  readonly untilAt: Place;
  readonly allows: readonly (Allowance & { readonly at: Place })[];
  readonly consents: readonly string[];
  readonly everyConsumerPinned: readonly string[];
}

/** Where decisions are kept, beside the contract. */
export const decisionsFolder = "contract/decisions";

/** All decisions, by file name, and what is wrong with files that are none. */
export function readDecisions(root: string): {
  readonly decisions: readonly Decision[];
  readonly faults: readonly RecordFault[];
} {
  const schema = JSON.parse(readFileSync(new URL("./decision.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const records = readRecords(root, decisionsFolder, /\.ya?ml$/, validate);
  const faults = [...records.faults];
  const decisions = records.files.flatMap(({ file, value, positionOf }) => {
    const decision = value as Omit<Decision, "file" | "allows" | "untilAt"> & {
      readonly allows?: readonly Allowance[];
    };
    if (!isDay(decision.until)) {
      const message = `\`until\` is \`${decision.until}\`, which is no day of the calendar.`;
      faults.push({ file, pointer: "/until", ...positionOf("/until"), message });
      return [];
    }
    const allows = (decision.allows ?? []).map((allowance, index) => {
      const pointer = `/allows/${index}`;
      return { ...allowance, at: { file, pointer, ...positionOf(pointer) } };
    });
    const untilAt = { file, pointer: "/until", ...positionOf("/until") };
    const { consents = [], everyConsumerPinned = [] } = decision;
    return [{ ...decision, file, untilAt, allows, consents, everyConsumerPinned }];
  });
  return { decisions, faults };
}
