import type { MessageSummary } from "../../../../platform/admin/shapes.ts";
import { path } from "../../kit/index.ts";

/** Where a message's story is told, with the message chosen. */
export const storyOf = ({ correlationid, id }: Pick<MessageSummary, "correlationid" | "id">): string =>
  `${path`/stories/${correlationid}`}?message=${encodeURIComponent(id)}`;

/** The trace that a message was made in. */
export const traceOf = ({ traceparent }: Pick<MessageSummary, "traceparent">): string | undefined =>
  traceparent?.split("-")[1];

/** A name without its capitals, as people say it: `CreditsReserved`, "Credits reserved". */
export function inWords(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
