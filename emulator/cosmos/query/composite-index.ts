import { badRequest } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import { readPath } from "../partition-key.ts";
import { documentPath } from "./constants.ts";
import type { PreparedQuery } from "./prepare.ts";

/**
 * Azure sorts by several paths only when the indexing policy has a composite index of just these paths in this order,
 * with all directions as asked or all turned round.
 * @throws CosmosError 400 naming the index that is missing.
 */
export function requireCompositeIndex(definition: JsonObject, { query, rootAlias }: PreparedQuery): void {
  if (query.orderBy.length < 2) return;
  const wanted = query.orderBy.map(({ expression, descending }) => ({
    path: documentPath(expression, rootAlias),
    descending,
  }));
  const { indexingPolicy } = definition;
  const indexes = isObject(indexingPolicy) ? indexingPolicy["compositeIndexes"] : undefined;
  const serves = (index: unknown): boolean => {
    if (!Array.isArray(index) || index.length !== wanted.length) return false;
    const matches = (turned: boolean) =>
      wanted.every(({ path, descending }, at) => {
        const part: unknown = index[at];
        if (path === undefined || !isObject(part)) return false;
        const partDescending = String(part["order"] ?? "ascending").toLowerCase() === "descending";
        return samePath(part["path"], path) && partDescending === (descending !== turned);
      });
    return matches(false) || matches(true);
  };
  if (Array.isArray(indexes) && indexes.some(serves)) return;
  const missing = wanted.map(({ path, descending }) => ({
    path: `/${path?.join("/") ?? "…"}`,
    order: descending ? "descending" : "ascending",
  }));
  throw badRequest(
    "The ORDER BY has no composite index it can be served from. " +
      `Add ${JSON.stringify(missing)} to compositeIndexes of the container's indexing policy.`,
  );
}

function samePath(raw: unknown, path: readonly string[]): boolean {
  try {
    return readPath(raw).join("\0") === path.join("\0");
  } catch {
    return false;
  }
}
