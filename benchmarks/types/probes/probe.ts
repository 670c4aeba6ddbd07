/** A schema, and documents that show where its type could be wrong. */
export interface Probe {
  readonly name: string;
  readonly dialect: "draft-07" | "2020-12";
  readonly schema: unknown;
  /** Documents; whether they are valid is for a validator to say. */
  readonly instances: readonly unknown[];
}

/** Schemas that many probes are made of. */
export const text = { type: "string" };
export const number = { type: "number" };
export const point = { type: "object", required: ["x"], properties: { x: number } };

/** An object with these fields and no others. */
export const closed = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  required,
  properties,
});

/** A schema that refers to itself. */
export const tree = {
  type: "object",
  required: ["value"],
  properties: { value: number, children: { type: "array", items: { $ref: "#" } } },
};

/** A probe in draft-07. */
export const old = (name: string, schema: unknown, ...instances: readonly unknown[]): Probe => ({
  name,
  dialect: "draft-07",
  schema,
  instances,
});

/** A probe in 2020-12. */
export const now = (name: string, schema: unknown, ...instances: readonly unknown[]): Probe => ({
  name,
  dialect: "2020-12",
  schema,
  instances,
});
