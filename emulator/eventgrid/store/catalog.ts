import type { DatabaseSync } from "node:sqlite";
import type { EventSubscription } from "../subscriptions/model.ts";
import type { Topic } from "../topics/model.ts";
import { transaction } from "./schema.ts";

/** Topics and event subscriptions: held in memory for publishing, written through to the store. */
export class Catalog {
  readonly #db: DatabaseSync;
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Map<string, EventSubscription>>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    for (const row of db.prepare("SELECT definition FROM topics").all()) {
      const topic = JSON.parse(row["definition"] as string) as Topic;
      this.#topics.set(key(topic.name), topic);
    }
    for (const row of db.prepare("SELECT id, definition FROM subscriptions").all()) {
      this.#keep({ ...JSON.parse(row["definition"] as string), id: row["id"] } as EventSubscription);
    }
  }

  /** All topics by name. */
  topics(): Topic[] {
    return [...this.#topics.values()].sort(byName);
  }

  topic(name: string): Topic | undefined {
    return this.#topics.get(key(name));
  }

  putTopic(topic: Topic): void {
    const sql =
      "INSERT INTO topics (name, definition) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET definition = excluded.definition";
    this.#db.prepare(sql).run(topic.name, JSON.stringify(topic));
    this.#topics.set(key(topic.name), topic);
  }

  /** Removes a topic with its subscriptions and what waits for them. */
  deleteTopic(topic: Topic): void {
    transaction(this.#db, () => {
      for (const subscription of this.subscriptions(topic.name)) this.#delete(subscription);
      this.#db.prepare("DELETE FROM topics WHERE name = ?").run(topic.name);
    });
    this.#topics.delete(key(topic.name));
    this.#subscriptions.delete(key(topic.name));
  }

  /** The subscriptions of a topic by name. */
  subscriptions(topic: string): EventSubscription[] {
    return [...(this.#subscriptions.get(key(topic))?.values() ?? [])].sort(byName);
  }

  subscription(topic: string, name: string): EventSubscription | undefined {
    return this.#subscriptions.get(key(topic))?.get(key(name));
  }

  /** Makes a subscription, or changes the one of that name, which keeps its number. */
  putSubscription(subscription: Omit<EventSubscription, "id">): EventSubscription {
    const sql = `INSERT INTO subscriptions (topic, name, definition) VALUES (?, ?, ?)
      ON CONFLICT (topic, name) DO UPDATE SET definition = excluded.definition RETURNING id`;
    const row = this.#db.prepare(sql).get(subscription.topic, subscription.name, JSON.stringify(subscription));
    const stored = { ...subscription, id: row?.["id"] as number };
    this.#keep(stored);
    return stored;
  }

  /** Removes a subscription with what waits for it. */
  deleteSubscription(subscription: EventSubscription): void {
    transaction(this.#db, () => this.#delete(subscription));
    this.#subscriptions.get(key(subscription.topic))?.delete(key(subscription.name));
  }

  #delete(subscription: EventSubscription): void {
    this.#db.prepare("DELETE FROM deliveries WHERE subscription = ?").run(subscription.id);
    this.#db.prepare("DELETE FROM subscriptions WHERE id = ?").run(subscription.id);
  }

  #keep(subscription: EventSubscription): void {
    const siblings = this.#subscriptions.get(key(subscription.topic)) ?? new Map<string, EventSubscription>();
    siblings.set(key(subscription.name), subscription);
    this.#subscriptions.set(key(subscription.topic), siblings);
  }
}

const key = (name: string) => name.toLowerCase();

const byName = (a: { name: string }, b: { name: string }) => (key(a.name) < key(b.name) ? -1 : 1);
