import { kebabCase } from "../../model/names.ts";

/** Pages that every site has; that about callers where some are asked for something. */
export const pages = {
  index: "index.html",
  flows: "flows.html",
  changes: "changes.html",
  schemas: "schemas/index.html",
  channels: "channels/index.html",
  callers: "callers.html",
  contract: "contract.json",
} as const;

/** The page that leads to the newest version of a message. */
export function messagePage(name: string): string {
  return `messages/${kebabCase(name)}.html`;
}

/** The page of a version of a message: an address that stays. */
export function versionPage(name: string, version: number): string {
  return `messages/${kebabCase(name)}/v${version}.html`;
}

/** The page of a read model. */
export function readModelPage(name: string): string {
  return `read-models/${kebabCase(name)}.html`;
}

/** The page of a channel. */
export function channelPage(key: string): string {
  return `channels/${kebabCase(key) || "channel"}.html`;
}

/** The page of a schema, beside its file. */
export function schemaPage(file: string): string {
  return `${file.replace(/\.json$/, "")}.html`;
}

/**
 * Where a schema is published in the site: the path of its `$id` below the contract's `schemaBase`, so that a site that is put
 * at that address answers what the ids say. Schemas of other addresses stand in a folder named after their host.
 */
export function schemaFile(id: string, schemaBase: string): string {
  const { host, pathname, hash } = new URL(id);
  const part = hash === "" ? "" : `/${decodeURIComponent(hash.slice(1)).split("/").filter(Boolean).join(".")}`;
  const path = id.startsWith(schemaBase) ? new URL(id.slice(schemaBase.length), "x:/").pathname : `/${host}${pathname}`;
  const whole = `${path.replace(/\.json$/, "")}${part}`;
  return `schemas/${safePath(whole)}.json`;
}

/** A path that means the same on every file system and in every address: no way up, nothing that has to be quoted. */
function safePath(path: string): string {
  return path
    .split("/")
    .filter((segment) => segment !== "" && !/^\.+$/.test(segment))
    .map((segment) => segment.replace(/[^A-Za-z0-9._~-]+/g, "-"))
    .join("/");
}
