import { containerId, storageAccountId } from "../identity/resource-ids.ts";

/** What a request does, as roles name it. */
export interface RequiredAction {
  readonly action: string;
  /** Id of what it is done to. */
  readonly resource: string;
}

const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";

/** What can be asked of containers and blobs beside themselves; anything else needs what no token can do here. */
const known = new Set(["", "list", "metadata", "properties", "block", "blocklist", "appendblock"]);

/**
 * The action that a request needs, undefined for what is not done with tokens here.
 * Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
 * @param url `/<account>/<container>/<blob>`
 */
export function requiredAction(method: string, url: URL, account: string): RequiredAction | undefined {
  const [, owner, container = "", ...blob] = url.pathname.split("/");
  const comp = url.searchParams.get("comp") ?? "";
  if (owner !== account || !known.has(comp)) return undefined;
  const verb = verbs.get(method);
  if (verb === undefined) return undefined;
  if (container === "") {
    return verb === "read" && comp === "list"
      ? { action: `${containers}/read`, resource: storageAccountId(account) }
      : undefined;
  }
  const resource = containerId(account, container);
  const isContainer = blob.join("/") === "" && url.searchParams.get("restype") === "container";
  // The names of blobs are data, like the blobs themselves.
  const isData = !isContainer || comp === "list";
  return { action: `${containers}${isData ? "/blobs" : ""}/${verb}`, resource };
}

const verbs = new Map([
  ["GET", "read"],
  ["HEAD", "read"],
  ["PUT", "write"],
  ["DELETE", "delete"],
]);
