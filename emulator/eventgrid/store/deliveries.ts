import type { DatabaseSync } from "node:sqlite";
import type { PendingDelivery } from "../delivery/compose.ts";
import type { DeadLetterReason } from "../delivery/decide.ts";
import { transaction } from "./schema.ts";

/** What came of an attempt, as kept for people and for the dead letter. */
export interface AttemptRecord {
  readonly at: number;
  readonly outcome: string;
  readonly detail: string;
}

/** What is written about one delivery after an attempt (or after an attempt that was not worth making). */
export type Verdict =
  | { readonly seq: number; readonly kind: "delivered" }
  | { readonly seq: number; readonly kind: "retry"; readonly due: number; readonly attempt: AttemptRecord }
  | {
      readonly seq: number;
      readonly kind: "give-up";
      readonly reason: DeadLetterReason;
      /** When the dead letter is to be written; undefined when there is nowhere to write it. */
      readonly blobDue: number | undefined;
      readonly at: number;
      readonly attempt?: AttemptRecord;
    };

/** A delivery as it stands in the store. */
export interface DeliveryRow extends PendingDelivery {
  readonly state: "pending" | "dead";
  readonly due: number;
  readonly lastAttemptAt: number | null;
  readonly lastOutcome: string | null;
  readonly lastDetail: string | null;
  readonly reason: DeadLetterReason | null;
  readonly givenUpAt: number | null;
  /** What became of a dead one: a blob is to be written, has been, or never will. */
  readonly disposal: "waiting" | "stored" | "dropped" | null;
  readonly blob: string | null;
}

const columns = `seq, state, event, published_at AS publishedAt, attempts, due_at AS due, last_attempt_at AS lastAttemptAt,
  last_outcome AS lastOutcome, last_detail AS lastDetail, reason, given_up_at AS givenUpAt, disposal, blob`;

/** The deliveries table. Every method is one transaction; times are ms since 1970. */
export function deliveryTable(db: DatabaseSync) {
  const insert = db.prepare(
    "INSERT INTO deliveries (subscription, state, event, published_at, due_at) VALUES (?, 'pending', ?, ?, ?)",
  );
  const load = db.prepare(`SELECT ${columns} FROM deliveries WHERE seq = ? AND state = 'pending'`);
  const queue = db.prepare("SELECT seq, due_at AS due FROM deliveries WHERE subscription = ? AND state = 'pending'");
  const advance = db.prepare(
    "UPDATE deliveries SET due_at = ? WHERE subscription = ? AND state = 'pending' AND due_at > ?",
  );
  const remove = db.prepare("DELETE FROM deliveries WHERE seq = ?");
  const attempted = db.prepare(
    `UPDATE deliveries SET attempts = attempts + 1, due_at = ?, last_attempt_at = ?, last_outcome = ?, last_detail = ?
     WHERE seq = ?`,
  );
  const bury = db.prepare(
    "UPDATE deliveries SET state = 'dead', reason = ?, given_up_at = ?, due_at = ?, disposal = ? WHERE seq = ?",
  );
  const list = db.prepare(
    `SELECT ${columns} FROM deliveries WHERE subscription = ? AND state = ? ORDER BY seq DESC LIMIT ?`,
  );
  const nextBlob = db.prepare("SELECT min(due_at) AS due FROM deliveries WHERE disposal = 'waiting'");
  const blobOwners = db.prepare(
    "SELECT DISTINCT subscription AS id FROM deliveries WHERE disposal = 'waiting' AND due_at <= ?",
  );
  const blobRows = db.prepare(
    `SELECT ${columns} FROM deliveries WHERE disposal = 'waiting' AND due_at <= ? AND subscription = ? ORDER BY seq LIMIT ?`,
  );
  const dispose = db.prepare("UPDATE deliveries SET disposal = ?, blob = ? WHERE seq = ?");
  const postpone = db.prepare("UPDATE deliveries SET due_at = ? WHERE seq = ?");
  const forget = db.prepare(
    `DELETE FROM deliveries WHERE state = 'dead' AND disposal <> 'waiting' AND subscription = ?1 AND seq <= coalesce(
       (SELECT seq FROM deliveries WHERE state = 'dead' AND subscription = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2), 0)`,
  );

  const write = (verdict: Verdict) => {
    if (verdict.kind === "delivered") return void remove.run(verdict.seq);
    const { attempt, seq } = verdict;
    const due = verdict.kind === "retry" ? verdict.due : verdict.at;
    if (attempt !== undefined) attempted.run(due, attempt.at, attempt.outcome, attempt.detail, seq);
    if (verdict.kind === "retry") return;
    const { reason, at, blobDue } = verdict;
    bury.run(reason, at, blobDue ?? at, blobDue === undefined ? "dropped" : "waiting", seq);
  };

  return {
    /** Stores events for subscriptions; returns their numbers in the order given. */
    add(items: readonly { readonly subscription: number; readonly event: string }[], at: number): number[] {
      return transaction(db, () =>
        items.map((item) => Number(insert.run(item.subscription, item.event, at, at).lastInsertRowid)),
      );
    },
    /** The numbers and due times of what is pending for a subscription. */
    pending: (subscription: number) => queue.all(subscription) as unknown as { seq: number; due: number }[],
    /** One pending delivery, or undefined when it is gone. */
    load: (seq: number) => load.get(seq) as unknown as DeliveryRow | undefined,
    /** Makes everything that waits for a subscription due now. */
    hurry: (subscription: number, now: number) => void advance.run(now, subscription, now),
    /** Writes what came of attempts. */
    record: (verdicts: readonly Verdict[]) => transaction(db, () => verdicts.forEach(write)),
    /** The newest deliveries of a subscription in one state. */
    list: (subscription: number, state: "pending" | "dead", limit: number) =>
      list.all(subscription, state, limit) as unknown as DeliveryRow[],
    /** When the next dead letter is to be written, or null. */
    nextBlob: () => (nextBlob.get() as { due: number | null }).due,
    /** Subscriptions with dead letters to write. */
    blobOwners: (now: number) => blobOwners.all(now).map((row) => row["id"] as number),
    /** The dead letters of one subscription that are to be written. */
    blobRows: (subscription: number, now: number, limit: number) =>
      blobRows.all(now, subscription, limit) as unknown as DeliveryRow[],
    /** Notes what became of dead letters, and forgets the oldest finished ones beyond `keep`. */
    dispose(seqs: readonly number[], disposal: "stored" | "dropped", blob: string | null) {
      transaction(db, () => seqs.forEach((seq) => void dispose.run(disposal, blob, seq)));
    },
    /** Tries dead letters again later. */
    postpone: (seqs: readonly number[], due: number) =>
      transaction(db, () => seqs.forEach((seq) => void postpone.run(due, seq))),
    /** Forgets the oldest finished dead deliveries of a subscription beyond `keep`. */
    forgetDead: (subscription: number, keep: number) => void forget.run(subscription, keep),
  };
}

/** The deliveries table. */
export type DeliveryTable = ReturnType<typeof deliveryTable>;
