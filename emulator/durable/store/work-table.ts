import type { TimerRow, WorkItem } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** Activities without a result, and timers that have not fired. */
export class WorkTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Everything that has not ended, oldest first. */
  all(): WorkItem[] {
    return this.#sql.all("SELECT * FROM work ORDER BY seq").map((row) => ({
      seq: Number(row["seq"]),
      instance: String(row["instance"]),
      execution: String(row["execution"]),
      task: Number(row["task"]),
      kind: row["kind"] as WorkItem["kind"],
      name: String(row["name"]),
      input: (row["input"] as string | null) ?? undefined,
    }));
  }

  add(item: Omit<WorkItem, "seq">): WorkItem {
    const { id } = this.#sql.run(
      "INSERT INTO work (instance, execution, task, kind, name, input) VALUES (?, ?, ?, ?, ?, ?)",
      item.instance,
      item.execution,
      item.task,
      item.kind,
      item.name,
      item.input ?? null,
    );
    return { ...item, seq: id };
  }

  /** Removes a piece of work; false when it had been removed before, so that its result is late. */
  remove(seq: number): boolean {
    return this.#sql.run("DELETE FROM work WHERE seq = ?", seq).changes > 0;
  }

  addTimer({ instance, execution, task, fireAt }: TimerRow): void {
    this.#sql.run(
      "INSERT OR REPLACE INTO timers (instance, execution, task, fire_at) VALUES (?, ?, ?, ?)",
      instance,
      execution,
      task,
      fireAt,
    );
  }

  removeTimer(instance: string, execution: string, task: number): void {
    this.#sql.run("DELETE FROM timers WHERE instance = ? AND execution = ? AND task = ?", instance, execution, task);
  }

  /** Removes all timers of an instance. */
  removeTimers(instance: string): void {
    this.#sql.run("DELETE FROM timers WHERE instance = ?", instance);
  }

  /** When the next timer is due, ms; undefined when there is none. */
  nextTimer(): number | undefined {
    const row = this.#sql.get("SELECT MIN(fire_at) AS at FROM timers");
    return row?.["at"] === null || row === undefined ? undefined : Number(row["at"]);
  }

  /** Timers due at `now`, first due first. */
  dueTimers(now: number): TimerRow[] {
    return this.#sql.all("SELECT * FROM timers WHERE fire_at <= ? ORDER BY fire_at", now).map((row) => ({
      instance: String(row["instance"]),
      execution: String(row["execution"]),
      task: Number(row["task"]),
      fireAt: Number(row["fire_at"]),
    }));
  }
}
