import type { EarlierVersion, Message } from "../../model/contract.ts";

/** The earlier versions of a message that people outside may see, ascending. */
export function earlierOf({ earlier }: Message): readonly EarlierVersion[] {
  return earlier.filter(({ visibility }) => visibility === "public");
}
