import { posix, relative, resolve, sep } from "node:path";

interface SourceMap {
  readonly sources: readonly string[];
  readonly [key: string]: unknown;
}

/**
 * A source map whose sources are named from the project's folder, wherever that and its packages lie: a stack then says
 * `…/handlers/account/decide/accounts.ts:12:5`, on every machine alike.
 *
 * @param folder of the map within the package
 */
export function shortenedMap(text: string, folder: string, project: string): Uint8Array {
  const map = JSON.parse(text) as SourceMap;
  const up = posix.relative(folder, ".");
  const sources = map.sources.map((source) => {
    const file = resolve(project, folder, source);
    const inModules = file.split(`${sep}node_modules${sep}`).slice(1);
    const path = inModules.length > 0 ? ["", ...inModules].join("/node_modules/").slice(1) : relative(project, file);
    return posix.join(up, path.replaceAll(sep, "/"));
  });
  return new TextEncoder().encode(JSON.stringify({ ...map, sources }));
}
