import { conditions } from "./probes/conditions.ts";
import { lists } from "./probes/lists.ts";
import { objects } from "./probes/objects.ts";
import type { Probe } from "./probes/probe.ts";
import { references } from "./probes/references.ts";
import { unions } from "./probes/unions.ts";
import { values } from "./probes/values.ts";

export type { Probe } from "./probes/probe.ts";

/** Every gap that the usual type generators have, and what they do well. */
export const probes: readonly Probe[] = [...lists, ...objects, ...values, ...references, ...unions, ...conditions];
