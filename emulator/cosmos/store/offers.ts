import type { DatabaseSync } from "node:sqlite";
import { badRequest, notFound } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { offerRid } from "../rid.ts";
import { resourceEtag } from "./catalog.ts";

/** Least throughput of a database or container, and what one range holds, in RU/s. */
export const leastThroughput = 400;
const throughputOfRange = 10_000;
const mostThroughput = 1_000_000;

/** The `content` of an offer: fixed throughput, or autoscale up to a maximum. */
export interface OfferContent {
  readonly offerThroughput?: number;
  readonly offerAutopilotSettings?: { readonly maxThroughput: number };
}

interface OfferRow {
  readonly num: number;
  readonly target: string;
  readonly resource: string;
  readonly content: string;
  readonly ts: number;
  readonly revision: number;
}

/**
 * Reads the throughput headers of a create request.
 * @throws CosmosError 400 for a value that Azure refuses.
 */
export function readThroughput(fixed: string | undefined, autoscale: string | undefined): OfferContent | undefined {
  if (fixed !== undefined && autoscale !== undefined) throw badRequest("Give either fixed or autoscale throughput.");
  if (fixed !== undefined) return checkContent({ offerThroughput: Number(fixed) });
  if (autoscale === undefined) return undefined;
  let settings: unknown;
  try {
    settings = JSON.parse(autoscale);
  } catch {
    settings = undefined;
  }
  return checkContent({ offerAutopilotSettings: settings });
}

/** How many ranges a container of this throughput gets. */
export function rangesFor(content: OfferContent | undefined): number {
  const units = content?.offerThroughput ?? content?.offerAutopilotSettings?.maxThroughput ?? leastThroughput;
  return Math.max(1, Math.ceil(units / throughputOfRange));
}

function checkContent(content: JsonObject): OfferContent {
  const { offerThroughput, offerAutopilotSettings } = content;
  if (offerAutopilotSettings !== undefined && offerAutopilotSettings !== null) {
    const most = isObject(offerAutopilotSettings) ? offerAutopilotSettings["maxThroughput"] : undefined;
    if (!isUnits(most) || most < 1000)
      throw badRequest("Autoscale maxThroughput must be 1000 or more, in steps of 100.");
    return { offerAutopilotSettings: { maxThroughput: most }, offerThroughput: most / 10 };
  }
  if (!isUnits(offerThroughput)) {
    throw badRequest(`Throughput must be ${leastThroughput} or more, in steps of 100.`);
  }
  return { offerThroughput };
}

const isUnits = (value: unknown): value is number =>
  Number.isInteger(value) &&
  (value as number) >= leastThroughput &&
  (value as number) <= mostThroughput &&
  (value as number) % 100 === 0;

/** The offers of the account: what throughput a database or container was given. Changes run inside a write task. */
export class OfferStore {
  readonly #db: DatabaseSync;
  /** Counts what may have changed an offer, for whoever remembers one. */
  changes = 0;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Every offer as the service shows it. */
  list(): JsonObject[] {
    return (this.#db.prepare("SELECT * FROM offers ORDER BY num").all() as unknown as OfferRow[]).map(render);
  }

  /** The throughput of a database or container (its rid), in RU/s: the most, with autoscale. undefined: it has no offer. */
  unitsOf(target: string): number | undefined {
    const row = this.#db.prepare("SELECT content FROM offers WHERE target = ?").get(target);
    if (row === undefined) return undefined;
    const content = JSON.parse(String(row["content"])) as OfferContent;
    return content.offerAutopilotSettings?.maxThroughput ?? content.offerThroughput;
  }

  /** After a rollback: what was read in between may have been undone. */
  undone(): void {
    this.changes++;
  }

  /** Gives a database or container (its rid and `_self`) a throughput. */
  add(target: string, self: string, content: OfferContent, ts: number): void {
    this.changes++;
    this.#db
      .prepare("INSERT INTO offers (target, resource, content, ts, revision) VALUES (?, ?, ?, ?, 1)")
      .run(target, self, JSON.stringify(content), ts);
  }

  /** Changes the throughput of an offer. @throws CosmosError 400, 404 */
  replace(rid: string, body: JsonObject, ts: number): JsonObject {
    const rows = this.#db.prepare("SELECT * FROM offers").all() as unknown as OfferRow[];
    const row = rows.find((offer) => offerRid(offer.num) === rid);
    if (row === undefined) throw notFound(`Offer ${rid}`);
    const content = checkContent(isObject(body["content"]) ? body["content"] : {});
    this.changes++;
    this.#db
      .prepare("UPDATE offers SET content = ?, ts = ?, revision = revision + 1 WHERE num = ?")
      .run(JSON.stringify(content), ts, row.num);
    return render({ ...row, content: JSON.stringify(content), ts, revision: row.revision + 1 });
  }
}

function render(row: OfferRow): JsonObject {
  const rid = offerRid(row.num);
  return {
    id: rid,
    offerVersion: "V2",
    offerType: "Invalid",
    resource: row.resource,
    offerResourceId: row.target,
    content: JSON.parse(row.content) as JsonObject,
    _rid: rid,
    _self: `offers/${rid}/`,
    _etag: resourceEtag(row.num, row.revision),
    _ts: row.ts,
  };
}
