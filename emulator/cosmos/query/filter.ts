import { LazyDocument } from "./lazy-document.ts";
import { parseQuery } from "./parser.ts";
import { prepareQuery } from "./prepare.ts";

/**
 * Compiles the condition of a patch, `from c where …`, to a test of one item.
 * @throws CosmosError 400
 */
export function compileFilter(condition: string): (document: unknown) => boolean {
  const prepared = prepareQuery(parseQuery(`SELECT VALUE 1 ${condition}`), new Map());
  return (document) => {
    for (const _ of prepared.rowsOf(new LazyDocument(() => JSON.stringify(document)))) return true;
    return false;
  };
}
