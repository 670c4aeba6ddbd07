import { cosmosShapes } from "./cosmos.ts";
import { eventGridShapes } from "./event-grid.ts";
import { identityShapes } from "./identity.ts";
import { insightsShapes } from "./insights.ts";
import type { Shape } from "./shape.ts";
import { storageShapes } from "./storage.ts";
import { webShapes } from "./web.ts";

const shapes: Readonly<Record<string, Shape>> = {
  ...cosmosShapes,
  ...eventGridShapes,
  ...identityShapes,
  ...insightsShapes,
  ...storageShapes,
  ...webShapes,
};

/** The rules of a type; undefined: the type is not served here. */
export function shapeOf(type: string): Shape | undefined {
  const lower = type.toLowerCase();
  return Object.hasOwn(shapes, lower) ? shapes[lower] : undefined;
}

/** All types that are served, in lower case. */
export const servedTypes: readonly string[] = Object.keys(shapes);
