import { widthOf } from "../epk/boundaries.ts";
import { badRequest } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { type KeyDefinition, readKeyDefinition, readPath } from "../partition-key.ts";
import { type Indexing, readIndexing } from "./indexing.ts";

/** A database, as stored. */
export interface Database {
  readonly num: number;
  readonly id: string;
  readonly rid: string;
  /** Seconds since the Unix epoch. */
  readonly ts: number;
}

/** A partition key range; a split takes it out of service and puts two children in its place. */
export interface KeyRange {
  readonly id: string;
  readonly min: string;
  readonly max: string;
  readonly parents: readonly string[];
  readonly live: boolean;
}

/** A container with everything that its definition says, read once. */
export interface Container {
  readonly num: number;
  readonly id: string;
  readonly database: Database;
  readonly rid: string;
  /** The definition as the client sent it, echoed back. */
  readonly definition: JsonObject;
  readonly key: KeyDefinition;
  /** For each unique key rule, its property paths. */
  readonly uniqueKeys: readonly (readonly (readonly string[])[])[];
  /** Seconds, -1 for "on, but items do not expire by themselves", or undefined for "off". */
  readonly defaultTtl: number | undefined;
  /** How long every version of every item is kept for the feed of all versions, seconds; undefined: not at all. */
  readonly versionsKept: number | undefined;
  /** How many values of a document its indexing policy covers. */
  readonly indexing: Indexing;
  readonly ts: number;
  readonly etag: string;
  /** All ranges that ever were, by id. */
  readonly ranges: readonly KeyRange[];
}

/** Limits of a unique key policy. */
const mostRules = 10;
const mostRulePaths = 16;

/** What is derived from a definition. */
export type ParsedDefinition = Pick<Container, "key" | "uniqueKeys" | "defaultTtl" | "versionsKept" | "indexing">;

/**
 * Reads and checks a container definition.
 * @throws CosmosError 400 naming what is wrong.
 */
export function parseDefinition(definition: JsonObject): ParsedDefinition {
  return {
    key: readKeyDefinition(definition["partitionKey"]),
    uniqueKeys: readUniqueKeys(definition["uniqueKeyPolicy"]),
    defaultTtl: readDefaultTtl(definition["defaultTtl"]),
    versionsKept: readRetention(definition["changeFeedPolicy"]),
    indexing: readIndexing(definition["indexingPolicy"]),
  };
}

function readUniqueKeys(policy: unknown): string[][][] {
  if (policy === undefined || policy === null) return [];
  const rules = isObject(policy) ? (policy["uniqueKeys"] ?? []) : undefined;
  if (!Array.isArray(rules)) throw badRequest("uniqueKeyPolicy.uniqueKeys must be an array.");
  if (rules.length > mostRules) throw badRequest(`A container has at most ${mostRules} unique keys.`);
  const parsed = rules.map((rule: unknown) => {
    const paths = isObject(rule) ? rule["paths"] : undefined;
    if (!Array.isArray(paths) || paths.length === 0) throw badRequest("A unique key needs at least one path.");
    return paths.map(readPath);
  });
  if (parsed.flat().length > mostRulePaths) throw badRequest(`Unique keys have at most ${mostRulePaths} paths in all.`);
  return parsed;
}

function readDefaultTtl(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isTtl(value)) throw badRequest("defaultTtl must be -1 or a positive whole number of seconds.");
  return value;
}

function readRetention(policy: unknown): number | undefined {
  if (policy === undefined || policy === null) return undefined;
  const minutes = isObject(policy) ? (policy["retentionDuration"] ?? 0) : undefined;
  if (typeof minutes !== "number" || !Number.isInteger(minutes) || minutes < 0) {
    throw badRequest("changeFeedPolicy.retentionDuration must be a whole number of minutes.");
  }
  return minutes === 0 ? undefined : minutes * 60;
}

/** True for a time to live that Azure takes: -1, or whole seconds from 1 to 2^31-1. */
export function isTtl(value: unknown): value is number {
  return Number.isInteger(value) && (value === -1 || ((value as number) >= 1 && (value as number) <= 2_147_483_647));
}

/** Most ranges of one container; Azure has more, a laptop needs none of them. */
export const mostRanges = 100;

/** The live range that covers most of the key space; of equal ones that of the lowest keys. */
export function widestRange(container: Container): KeyRange {
  const live = container.ranges.filter((range) => range.live).sort((a, b) => (a.min < b.min ? -1 : 1));
  const [first, ...others] = live.map((range) => ({ range, width: widthOf(range, container.key.version) }));
  if (first === undefined) throw new Error(`Container ${container.id} has no range.`);
  return others.reduce((widest, next) => (next.width > widest.width ? next : widest), first).range;
}

/** The live range that holds an effective partition key. */
export function rangeOf(container: Container, epk: string): KeyRange {
  for (const range of container.ranges) {
    if (range.live && epk >= range.min && epk < range.max) return range;
  }
  throw new Error(`No range of container ${container.id} holds ${epk}.`);
}
