import type { Instance } from "../store/rows.ts";

/** The status of an instance as the management API shows it. */
export interface InstanceStatus {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly customStatus: unknown;
  readonly output: unknown;
  readonly createdTime: string;
  readonly lastUpdatedTime: string;
  readonly historyEvents?: readonly unknown[] | null;
}

/** @param showInput else the input is null, which the durable library wants rather than nothing */
export function statusOf(instance: Instance, showInput: boolean): InstanceStatus {
  return {
    name: instance.name,
    instanceId: instance.id,
    runtimeStatus: instance.status,
    input: showInput ? jsonValue(instance.input) : null,
    customStatus: jsonValue(instance.customStatus),
    output: jsonValue(instance.output),
    createdTime: toTheSecond(instance.created),
    lastUpdatedTime: toTheSecond(instance.updated),
  };
}

/** The value of stored JSON text; text that is none is shown as text. */
export function jsonValue(json: string | null | undefined): unknown {
  if (json === null || json === undefined || json === "") return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}

/** A time as the management API writes it. */
export function toTheSecond(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
