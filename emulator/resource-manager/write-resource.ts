import type { ArmContext } from "./context.ts";
import { badRequest, groupNotFound, notSupported, parentNotFound } from "./errors.ts";
import { parentOf, printId, type ResourceId, readId } from "./ids.ts";
import { type JsonObject, objectAt, textAt } from "./json.ts";
import type { Shape, Writing } from "./shapes/shape.ts";
import { servedTypes, shapeOf } from "./shapes/shapes.ts";
import type { Stored } from "./store.ts";

/** What nobody can set. */
const readOnly = new Set(["id", "name", "type", "systemData", "etag"]);

/** A resource that was written. */
export interface Written {
  readonly stored: Stored;
  readonly isNew: boolean;
  readonly isSlow: boolean;
}

/**
 * Makes or replaces a resource, as Azure would: checked, with defaults filled in and what the service itself tells.
 * @throws ArmError 400, 404
 */
export function writeResource(id: ResourceId, body: JsonObject, context: ArmContext): Written {
  const { store } = context;
  if (store.group(id.subscription, id.group) === undefined) throw groupNotFound(id.group);
  const shape = shapeOf(id.type);
  if (shape === undefined) throw notSupported(`resources of type ${id.type} (there are ${servedTypes.join(", ")})`);
  const text = printId(id);
  const parent = parentOf(id);
  if (parent !== undefined && store.get(parent) === undefined) throw parentNotFound(parent);
  if (shape.hasLocation === true && textAt(body, "location") === undefined) {
    throw badRequest("The location property is required for this definition.", "LocationRequired");
  }
  const before = store.get(text);
  const writing = writingOf(id, before, context);
  const sent = Object.fromEntries(Object.entries(body).filter(([key]) => !readOnly.has(key)));
  const placed =
    shape.hasLocation === true ? { ...sent, location: plainLocation(textAt(sent, "location") ?? "") } : sent;
  const complete = shape.complete(placed, writing);
  const readyAt = store.clock.now() + (shape.isSlow === true ? context.provisioning : 0);
  const stored = { id: before?.id ?? text, type: before?.type ?? id.type, body: complete, readyAt };
  store.put(stored);
  if (before === undefined) addAlong(stored, shape, writing, context);
  addThroughput(id, body, context);
  return { stored, isNew: before === undefined, isSlow: shape.isSlow === true };
}

function writingOf(id: ResourceId, before: Stored | undefined, { store, tenant }: ArmContext): Writing {
  return {
    id: printId(id),
    name: id.names.at(-1) ?? "",
    subscription: id.subscription,
    tenant,
    now: new Date(store.clock.now()).toISOString(),
    before: before?.body,
    exists: (other) => store.get(other) !== undefined,
  };
}

function addAlong(stored: Stored, shape: Shape, writing: Writing, { store }: ArmContext): void {
  for (const { path, type, body } of shape.along?.(writing) ?? []) {
    store.put({ id: `${stored.id}/${path}`, type, body, readyAt: stored.readyAt });
  }
}

/** Throughput of databases and containers is a resource of its own, and no longer told with them. */
function addThroughput(id: ResourceId, body: JsonObject, { store }: ArmContext): void {
  if (!/^Microsoft\.DocumentDB\/databaseAccounts\/sqlDatabases(\/containers)?$/i.test(id.type)) return;
  const options = objectAt(objectAt(body, "properties"), "options");
  if (Object.keys(options).length === 0) return;
  const { autoscaleSettings, throughput } = options;
  const resource = autoscaleSettings === undefined ? { throughput } : { autoscaleSettings };
  const type = `${id.type}/throughputSettings`;
  store.put({
    id: `${printId(id)}/throughputSettings/default`,
    type,
    body: { properties: { resource } },
    readyAt: 0,
  });
}

const plainLocation = (location: string) => location.toLowerCase().replaceAll(" ", "");

/** A resource as a GET answers it. */
export function shownResource(stored: Stored, query: URLSearchParams, { store }: ArmContext): JsonObject {
  const { id, type, body } = stored;
  const shape = shapeOf(type);
  const shown = shape?.shown?.(body, query) ?? body;
  const name = readId(id).names.at(-1);
  const whole: JsonObject = { id, name, type, ...shown };
  const state = stored.readyAt > store.clock.now() ? "Creating" : undefined;
  if (state === undefined) return whole;
  return { ...whole, properties: { ...objectAt(whole, "properties"), provisioningState: state } };
}
