import type { EntityMessage } from "../entities/messages.ts";
import type { EntityRow, Message } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** Entities and the messages to them. */
export class EntityTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  find(id: string): EntityRow | undefined {
    const row = this.#sql.get("SELECT * FROM entities WHERE id = ?", id);
    return row === undefined ? undefined : toEntity(row);
  }

  /** Entities that exist, by id, after an id; of one name when `prefix` is `@name@`. */
  list(prefix: string, after: string, limit: number): EntityRow[] {
    const sql = "SELECT * FROM entities WHERE present = 1 AND substr(id, 1, ?) = ? AND id > ? ORDER BY id LIMIT ?";
    return this.#sql.all(sql, prefix.length, prefix, after, limit).map(toEntity);
  }

  /** Ids of the entities whose lock an instance holds. */
  lockedBy(instance: string): string[] {
    return this.#sql.all("SELECT id FROM entities WHERE locked_by = ?", instance).map(({ id }) => String(id));
  }

  put({ id, present, state, lockedBy, updated }: EntityRow): void {
    if (!present && lockedBy === null) {
      this.#sql.run("DELETE FROM entities WHERE id = ?", id);
      return;
    }
    this.#sql.run(
      "INSERT OR REPLACE INTO entities (id, present, state, locked_by, updated) VALUES (?, ?, ?, ?, ?)",
      id,
      present ? 1 : 0,
      state,
      lockedBy,
      updated,
    );
  }

  send(target: string, message: EntityMessage): void {
    this.#sql.run(
      "INSERT INTO inbox (target, execution, sender, body) VALUES (?, NULL, ?, ?)",
      target,
      message.request.parent ?? null,
      JSON.stringify(message),
    );
  }

  /** What waits for an entity, oldest first; of one sender only, when there is one. Reads as far as it is asked. */
  *inbox(id: string, sender: string | null): Generator<Message<EntityMessage>> {
    const rows =
      sender === null
        ? this.#sql.iterate("SELECT * FROM inbox WHERE target = ? ORDER BY seq", id)
        : this.#sql.iterate("SELECT * FROM inbox WHERE target = ? AND sender = ? ORDER BY seq", id, sender);
    for (const row of rows) {
      yield { seq: Number(row["seq"]), execution: null, body: JSON.parse(String(row["body"])) as EntityMessage };
    }
  }
}

function toEntity(row: Record<string, unknown>): EntityRow {
  return {
    id: String(row["id"]),
    present: row["present"] === 1,
    state: row["state"] as string | null,
    lockedBy: row["locked_by"] as string | null,
    updated: Number(row["updated"]),
  };
}
