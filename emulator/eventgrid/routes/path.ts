import { badRequest, notFound } from "../errors.ts";

/** Where a path points. */
export interface Target {
  /** Whether it is the long form of Azure Resource Manager. */
  readonly arm: boolean;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** The topic's name; undefined for the list of topics. */
  readonly topic?: string;
  /** What follows the topic, in parts. */
  readonly rest: readonly string[];
}

const armPath =
  /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?\/providers\/Microsoft\.EventGrid\/topics(?:\/([^/]+)(\/.*)?)?$/i;
const shortPath = /^\/topics(?:\/([^/]+)(\/.*)?)?$/i;

/** Reads a path. @throws EventGridError 400 (bad escapes), 404 */
export function readPath(pathname: string): Target {
  const trimmed = pathname.length > 1 ? pathname.replace(/\/$/, "") : pathname;
  const arm = armPath.exec(trimmed);
  if (arm !== null) {
    const [, subscriptionId, resourceGroup, topic, rest] = arm.map(decode);
    // Azure addresses the subscriptions of a topic in two ways; both mean the same.
    const parts = partsOf(rest?.replace(/^\/providers\/Microsoft\.EventGrid(?=\/eventSubscriptions)/i, ""));
    return target({ arm: true, subscriptionId, resourceGroup, topic, rest: parts });
  }
  const short = shortPath.exec(trimmed);
  if (short === null) throw notFound(`Nothing is at ${trimmed.slice(0, 200)}.`);
  const [, topic, rest] = short.map(decode);
  return target({ arm: false, topic, rest: partsOf(rest) });
}

const partsOf = (rest: string | undefined) => (rest ?? "").split("/").slice(1);

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    throw badRequest("The path holds a malformed percent escape.");
  }
}

/** Leaves out what is undefined. */
function target(parts: { [Name in keyof Target]: Target[Name] | undefined }): Target {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as unknown as Target;
}
