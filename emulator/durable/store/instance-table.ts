import type { SQLInputValue } from "node:sqlite";
import type { EventBody, ParentInstance } from "../protocol/history.ts";
import { type Instance, type InstanceFilter, type InstanceMessage, liveStatuses, type RuntimeStatus } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** Orchestration instances, their histories and inboxes. */
export class InstanceTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  find(id: string): Instance | undefined {
    const row = this.#sql.get("SELECT * FROM instances WHERE id = ?", id);
    return row === undefined ? undefined : toInstance(row);
  }

  /** Instances in the order in which they were made, after a position. */
  list(filter: InstanceFilter, after: { created: number; id: string } | undefined, limit: number): Instance[] {
    const { where, values } = conditions(filter);
    if (after !== undefined) {
      where.push("(created, id) > (?, ?)");
      values.push(after.created, after.id);
    }
    const sql = `SELECT * FROM instances WHERE ${where.join(" AND ")} ORDER BY created, id LIMIT ?`;
    return this.#sql.all(sql, ...values, limit).map(toInstance);
  }

  /** Stores a new instance, or a known one as it is now. */
  put(instance: Instance): void {
    this.#sql.run(
      "INSERT OR REPLACE INTO instances (id, execution, name, version, status, suspended, input, output, custom_status, created, updated, parent) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
      instance.id,
      instance.execution,
      instance.name,
      instance.version,
      instance.status,
      instance.suspended ? 1 : 0,
      instance.input,
      instance.output,
      instance.customStatus,
      instance.created,
      instance.updated,
      instance.parent === null ? null : JSON.stringify(instance.parent),
    );
  }

  /** Removes an instance and everything of it. */
  delete(id: string): void {
    this.#sql.run("DELETE FROM instances WHERE id = ?", id);
    this.#sql.run("DELETE FROM work WHERE instance = ?", id);
    this.clear(id);
  }

  /** Removes history, inbox and timers; activities under way are left to end. */
  clear(id: string): void {
    this.dropHistory(id);
    this.#sql.run("DELETE FROM inbox WHERE target = ?", id);
    this.#sql.run("DELETE FROM timers WHERE instance = ?", id);
  }

  /** Texts of an instance's history, oldest first. */
  history(id: string): string[] {
    return this.#sql
      .all("SELECT event FROM history WHERE instance = ? ORDER BY seq", id)
      .map(({ event }) => String(event));
  }

  /** Adds events; `from` is how many there are. */
  append(id: string, from: number, events: readonly string[]): void {
    for (const [index, event] of events.entries()) {
      this.#sql.run("INSERT INTO history (instance, seq, event) VALUES (?, ?, ?)", id, from + index, event);
    }
  }

  dropHistory(id: string): void {
    this.#sql.run("DELETE FROM history WHERE instance = ?", id);
  }

  /** Puts a message into the inbox of an instance, for one execution or (null) for any. */
  send(target: string, execution: string | null, body: EventBody): void {
    this.#sql.run(
      "INSERT INTO inbox (target, execution, body) VALUES (?, ?, ?)",
      target,
      execution,
      JSON.stringify(body),
    );
  }

  /** Puts messages before all others, in their order. */
  sendFirst(target: string, execution: string, bodies: readonly EventBody[]): void {
    const least = Math.min(0, Number(this.#sql.get("SELECT MIN(seq) AS least FROM inbox")?.["least"] ?? 0));
    for (const [index, body] of bodies.entries()) {
      this.#sql.run(
        "INSERT INTO inbox (seq, target, execution, body) VALUES (?, ?, ?, ?)",
        least - bodies.length + index,
        target,
        execution,
        JSON.stringify(body),
      );
    }
  }

  /** Messages of an instance in the order in which they came. */
  inbox(id: string, limit: number): InstanceMessage[] {
    return this.#sql.all("SELECT * FROM inbox WHERE target = ? ORDER BY seq LIMIT ?", id, limit).map((row) => ({
      seq: Number(row["seq"]),
      execution: row["execution"] as string | null,
      body: JSON.parse(String(row["body"])) as EventBody,
    }));
  }

  /** Removes messages that have been taken. */
  consume(messages: readonly { readonly seq: number }[]): void {
    for (const { seq } of messages) this.#sql.run("DELETE FROM inbox WHERE seq = ?", seq);
  }

  /** Everybody who has a message waiting: instances and entities. */
  targets(): string[] {
    return this.#sql.all("SELECT DISTINCT target FROM inbox").map(({ target }) => String(target));
  }

  /** Removes messages whose instance does not exist. */
  dropInbox(target: string): void {
    this.#sql.run("DELETE FROM inbox WHERE target = ?", target);
  }
}

function conditions(filter: InstanceFilter): { where: string[]; values: SQLInputValue[] } {
  const where = ["1 = 1"];
  const values: SQLInputValue[] = [];
  const add = (sql: string, ...added: SQLInputValue[]) => {
    where.push(sql);
    values.push(...added);
  };
  const { statuses, createdFrom, createdTo, idPrefix } = filter;
  if (statuses !== undefined) add(`status IN (${statuses.map(() => "?").join(",")})`, ...statuses);
  if (createdFrom !== undefined) add("created >= ?", createdFrom);
  if (createdTo !== undefined) add("created <= ?", createdTo);
  if (idPrefix !== undefined) add("substr(id, 1, ?) = ?", idPrefix.length, idPrefix);
  return { where, values };
}

function toInstance(row: Record<string, unknown>): Instance {
  const parent = row["parent"] as string | null;
  return {
    id: String(row["id"]),
    execution: String(row["execution"]),
    name: String(row["name"]),
    version: String(row["version"]),
    status: row["status"] as RuntimeStatus,
    suspended: row["suspended"] === 1,
    input: row["input"] as string | null,
    output: row["output"] as string | null,
    customStatus: row["custom_status"] as string | null,
    created: Number(row["created"]),
    updated: Number(row["updated"]),
    parent: parent === null ? null : (JSON.parse(parent) as ParentInstance),
  };
}

/** Statuses that a purge by filter takes. */
export const finishedStatuses: readonly RuntimeStatus[] = (
  ["Completed", "Failed", "Terminated", "Canceled"] as const
).filter((status) => !liveStatuses.includes(status));
