import type { ServiceDescriptor } from "./definition.ts";

/** Under this key the first lines of a packaged app leave the build's id (`scripts/bundle/plugins/entry.ts`). */
const key = Symbol.for("eventwright.build");

/** What runs: the contract's version, and in a packaged app which build of it, as `1.2.0+3f9a02c41d`. */
export function buildOf({ version }: ServiceDescriptor): string {
  const id = (globalThis as { readonly [key]?: unknown })[key];
  return typeof id === "string" ? `${version}+${id}` : version;
}
