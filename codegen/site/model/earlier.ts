import type { Example, Message } from "../../model/contract.ts";

/** A version of a message that is not the newest one and still lives. */
export interface EarlierVersion {
  readonly version: number;
  /** Key of the component, such as `CreditsReserved.v1`. */
  readonly name: string;
  /** Name of the payload in the schema table. */
  readonly payload: string;
  readonly examples: readonly Example[];
  readonly visibility: "public" | "private";
  /** The day after which nobody gets or may send it any more; undefined: none is set. */
  readonly sunset: string | undefined;
  readonly personalData: readonly string[];
}

/** The earlier versions of a message that people outside may see, ascending. */
export function earlierOf(message: Message): readonly EarlierVersion[] {
  const { earlier = [] } = message as { readonly earlier?: readonly EarlierVersion[] };
  return earlier.filter(({ visibility }) => visibility === "public");
}
