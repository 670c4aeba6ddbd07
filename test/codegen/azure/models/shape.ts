/** What a published model says of a value, as it is on the wire. */
export type Shape =
  | { readonly kind: "any" }
  | { readonly kind: "text"; readonly values?: readonly string[]; readonly pattern?: RegExp; readonly longest?: number }
  | { readonly kind: "number"; readonly least?: number; readonly most?: number }
  | { readonly kind: "flag" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "record"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: () => ReadonlyMap<string, Field> }
  /** Which one it is stands in the value. */
  | { readonly kind: "union"; readonly by: string; readonly of: ReadonlyMap<string, Shape> };

/** A field of an object. */
export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
  /** Only the service writes it. */
  readonly readOnly: boolean;
}

/** Something that the model does not know so. */
export interface ModelFault {
  readonly path: string;
  readonly message: string;
}

/** Compares a value with a model. */
export function faultsOf(value: unknown, shape: Shape, path = ""): readonly ModelFault[] {
  const fault = (message: string) => [{ path, message }];
  switch (shape.kind) {
    case "any":
      return [];
    case "text":
      if (typeof value !== "string") return fault("is no text");
      if (shape.values !== undefined && !shape.values.includes(value)) {
        return fault(`is ${value}, none of ${shape.values.join(", ")}`);
      }
      if (shape.pattern !== undefined && !shape.pattern.test(value)) return fault(`does not match ${shape.pattern}`);
      return shape.longest !== undefined && value.length > shape.longest ? fault("is too long") : [];
    case "number": {
      if (typeof value !== "number") return fault("is no number");
      const { least = -Infinity, most = Infinity } = shape;
      return value < least || value > most ? fault(`is ${value}, not from ${least} to ${most}`) : [];
    }
    case "flag":
      return typeof value === "boolean" ? [] : fault("is no boolean");
    case "list":
      if (!Array.isArray(value)) return fault("is no list");
      return value.flatMap((item, index) => faultsOf(item, shape.of, `${path}/${index}`));
    case "record":
      if (!isObject(value)) return fault("is no object");
      return Object.entries(value).flatMap(([name, item]) => faultsOf(item, shape.of, `${path}/${name}`));
    case "union": {
      if (!isObject(value)) return fault("is no object");
      const which = shape.of.get(String(value[shape.by]));
      if (which !== undefined) return faultsOf(value, which, path);
      return [
        { path: `${path}/${shape.by}`, message: `is ${value[shape.by]}, none of ${[...shape.of.keys()].join(", ")}` },
      ];
    }
    case "object": {
      if (!isObject(value)) return fault("is no object");
      const fields = shape.fields();
      const missing = [...fields].filter(([name, { required }]) => required && value[name] === undefined);
      return [
        ...missing.map(([name]) => ({ path: `${path}/${name}`, message: "is missing" })),
        ...Object.entries(value).flatMap(([name, item]) => {
          const field = fields.get(name);
          if (field === undefined) return [{ path: `${path}/${name}`, message: "is not known" }];
          if (field.readOnly) return [{ path: `${path}/${name}`, message: "is read-only" }];
          return faultsOf(item, field.shape, `${path}/${name}`);
        }),
      ];
    }
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Models name each other in circles, so that their fields are read when they are asked for; and then only once. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
