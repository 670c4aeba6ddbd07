import type { Tables } from "../tables.ts";
import { type Component, rowsOf } from "./envelope.ts";
import { InvalidItem } from "./fields.ts";
import type { Trouble } from "./trouble.ts";

/** One item that was not taken. */
interface ItemError {
  readonly index: number;
  readonly statusCode: number;
  readonly message: string;
}

/** What a request is answered with. */
export interface TrackAnswer {
  readonly status: number;
  readonly body: { itemsReceived: number; itemsAccepted: number; errors: readonly ItemError[] };
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Takes the items of a request into the tables. 200: all were good; 206: some were; 400: none was.
 * @param now the machine's time, ms since the epoch
 */
export function track(
  items: readonly unknown[],
  tables: Tables,
  component: Component,
  now: number,
  trouble?: Trouble,
): TrackAnswer {
  if (trouble !== undefined && trouble.status !== 206) return refusal(items, trouble);
  const errors: ItemError[] = [];
  items.forEach((item, index) => {
    if (trouble !== undefined && index % 2 === 1) {
      errors.push({ index, statusCode: 429, message: words[429] });
      return;
    }
    try {
      for (const { table, row } of rowsOf(item, component, now)) tables.add(table, row);
    } catch (error) {
      if (!(error instanceof InvalidItem)) throw error;
      errors.push({ index, statusCode: 400, message: error.message });
    }
  });
  const accepted = items.length - errors.length;
  const status = errors.length === 0 ? 200 : accepted > 0 ? 206 : errors.every(isBad) ? 400 : 206;
  return {
    status,
    body: { itemsReceived: items.length, itemsAccepted: accepted, errors },
    ...(errors.length > 0 && after(trouble)),
  };
}

const isBad = ({ statusCode }: ItemError) => statusCode === 400;

const words: Readonly<Record<number, string>> & { readonly 429: string } = {
  402: "Monthly quota has been exceeded.",
  408: "The request was not read in time.",
  429: "Too many requests.",
  439: "Daily quota has been exceeded.",
  500: "Internal server error.",
  502: "Bad gateway.",
  503: "The service is not available.",
  504: "Gateway timeout.",
};

function refusal(items: readonly unknown[], trouble: Trouble): TrackAnswer {
  const { status } = trouble;
  const errors = items.map((_, index) => ({ index, statusCode: status, message: words[status] ?? "" }));
  return { status, body: { itemsReceived: items.length, itemsAccepted: 0, errors }, ...after(trouble) };
}

function after(trouble: Trouble | undefined): { headers?: Record<string, string> } {
  const seconds = trouble?.retryAfter;
  return seconds === undefined ? {} : { headers: { "retry-after": String(seconds) } };
}
