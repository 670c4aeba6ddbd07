import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { type RecordFault, readRecords } from "../compatibility/records.ts";
import type { Pin } from "./pin.ts";

/** Where pins are kept, beside the contract. */
export const pinsFolder = "contract/pins";

/** All pins, by file name, and what is wrong with files that are none. */
export function readPins(root: string): { readonly pins: readonly Pin[]; readonly faults: readonly RecordFault[] } {
  const schema = JSON.parse(readFileSync(new URL("./pin.schema.json", import.meta.url), "utf8"));
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const { files, faults } = readRecords(root, pinsFolder, /\.json$/, validate);
  const pins = files.map(({ value }) => value as Pin);
  const twice = files.filter(
    (_, index) => pins.findIndex(({ consumer }) => consumer === pins[index]?.consumer) !== index,
  );
  return {
    pins,
    faults: [
      ...faults,
      ...twice.map(({ file, positionOf }) => ({
        file,
        pointer: "/consumer",
        ...positionOf("/consumer"),
        message: "Another file pins the same consumer; a consumer has one file.",
      })),
    ],
  };
}
