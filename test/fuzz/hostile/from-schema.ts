import type { Dice } from "../dice.ts";

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A value that a schema takes: lengths and numbers from anywhere between its limits, their ends often. */
export function fromSchema(dice: Dice, schema: Schema, all: Readonly<Record<string, Schema>>): unknown {
  if (schema.$ref !== undefined) return fromSchema(dice, all[schema.$ref.split("/").at(-1) ?? ""] ?? {}, all);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return dice.pick(schema.enum);
  switch (schema.type) {
    case "object": {
      const entries = Object.entries(schema.properties ?? {});
      const present = entries.filter(([name]) => schema.required?.includes(name) || dice.chance(0.5));
      return Object.fromEntries(present.map(([name, each]) => [name, fromSchema(dice, each, all)]));
    }
    case "array":
      return Array.from({ length: dice.integer(0, 3) }, () => fromSchema(dice, schema.items ?? {}, all));
    case "integer":
    case "number": {
      const { minimum = 0, maximum = 1_000_000 } = schema;
      return dice.weighted<() => number>([
        [6, () => dice.integer(minimum, Math.min(maximum, minimum + 100_000))],
        [1, () => minimum],
        [1, () => maximum],
      ])();
    }
    case "boolean":
      return dice.chance(0.5);
    default:
      return textOf(dice, schema);
  }
}

function textOf(dice: Dice, schema: Schema): string {
  if (schema.format === "uuid") return dice.uuid();
  if (schema.format === "date-time") return new Date(dice.integer(0, 4e12)).toISOString();
  if (schema.pattern === "^[A-Z]{3}$") return dice.pick(["EUR", "USD", "XXX"]);
  const { minLength = 0, maxLength = 40 } = schema;
  const length = dice.pick([minLength, maxLength, Math.min(maxLength, Math.max(minLength, 12))]);
  const alphabet = dice.pick(["abcdef", "äöü€", "漢字仮名", "👍🏽", "\u202eabc", "a'\"<>&"]);
  return Array.from({ length }, () => dice.pick([...alphabet]))
    .join("")
    .slice(0, length)
    .toWellFormed();
}
