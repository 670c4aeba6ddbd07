import { badRequest } from "../errors.ts";
import type { Position } from "./scan.ts";

/** Where the next page of a query begins. */
export interface PageToken {
  /** Of a streamed query: the place of the last item that is done, and how many rows of the next one are. */
  readonly position?: Position | undefined;
  readonly skip: number;
  /** Rows found so far, for OFFSET, LIMIT and TOP; of a buffered query, rows returned so far. */
  readonly seen: number;
}

/** The first page. */
export const firstPage: PageToken = { skip: 0, seen: 0 };

/** A token as the header text that the client returns verbatim. */
export const writeToken = (token: PageToken): string => Buffer.from(JSON.stringify(token)).toString("base64url");

/**
 * Reads a token that a client sent.
 * @throws CosmosError 400 when it is not one of ours.
 */
export function readToken(text: string | undefined): PageToken {
  if (text === undefined) return firstPage;
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as PageToken;
    const { position, skip, seen } = token;
    const placed = position === undefined || (Array.isArray(position) && position.every(isPart));
    if (placed && isCount(skip) && isCount(seen)) return { position, skip, seen };
  } catch {
    // Falls through to the one answer for every broken token.
  }
  throw badRequest("Invalid Continuation Token: it is not one of this query.");
}

const isPart = (part: unknown) => typeof part === "string" || typeof part === "number";
const isCount = (count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0;
