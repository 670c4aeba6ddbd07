// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Draft, React } from "eventwright/codegen/v1";
import type { CopyBorrowed } from "./messages/copy-borrowed.ts";
import type { RemindReaderData } from "./types.ts";

/** What you write for the reaction remind. Reminds. */
export interface RemindReaction {
  readonly CopyBorrowed: React<CopyBorrowed, Draft<"RemindReader", RemindReaderData>>;
}
