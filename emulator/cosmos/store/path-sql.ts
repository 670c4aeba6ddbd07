/** A column, or a path for SQLite's JSON functions. */
export type IndexPath = "id" | "ts" | `$${string}`;

/** The value at a path, in the words that the indexes of paths are made of: SQLite compares them as texts. */
export function valueAt(pointer: string): string {
  return `json_extract(body, ${quoted(pointer)})`;
}

/** What items are sorted by for the sake of one path, in the words that the indexes of paths are made of. */
export function sortParts(path: IndexPath): readonly string[] {
  if (path === "id" || path === "ts") return [path];
  const pointer = quoted(path);
  const rank =
    `CASE json_type(body, ${pointer}) WHEN 'null' THEN 1 WHEN 'false' THEN 2 WHEN 'true' THEN 3 WHEN 'integer' THEN 4 ` +
    "WHEN 'real' THEN 4 WHEN 'text' THEN 5 WHEN 'array' THEN 6 WHEN 'object' THEN 7 ELSE 0 END";
  // Numbers are doubles in the query language; an SQLite integer beyond 2^53 could not be read back.
  const value =
    `CASE json_type(body, ${pointer}) WHEN 'integer' THEN CAST(json_extract(body, ${pointer}) AS REAL) ` +
    `ELSE coalesce(json_extract(body, ${pointer}), 0) END`;
  return [rank, value];
}

const quoted = (pointer: string) => `'${pointer.replaceAll("'", "''")}'`;
