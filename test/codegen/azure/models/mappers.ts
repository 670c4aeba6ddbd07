import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { Declarations } from "./declarations.ts";
import { type Field, once, type Shape } from "./shape.ts";

/** The parts of a mapper that say what a value is. Source: `@azure/core-client`, serializer. */
interface Mapper {
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  /** There is one value. */
  readonly isConstant?: boolean;
  readonly defaultValue?: unknown;
  readonly constraints?: {
    readonly InclusiveMinimum?: number;
    readonly InclusiveMaximum?: number;
    readonly Pattern?: RegExp;
    readonly MaxLength?: number;
  };
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly uberParent?: string;
    readonly polymorphicDiscriminator?: { readonly serializedName: string };
    readonly modelProperties?: Readonly<Record<string, Mapper>>;
    readonly allowedValues?: readonly string[];
    readonly element?: Mapper;
    readonly value?: Mapper;
  };
}

type Mappers = Readonly<Record<string, Mapper>> & {
  readonly discriminators?: Readonly<Record<string, Mapper>>;
};

/** Models of a package whose serializer is driven by tables. */
export async function mappersOf(file: string): Promise<(name: string) => Shape> {
  const mappers: Mappers = await import(pathToFileURL(file).href);
  const declarations = new Declarations(dirname(file));

  const shapeOf = (mapper: Mapper, alias?: string): Shape => {
    const { type, constraints: { InclusiveMinimum, InclusiveMaximum, Pattern, MaxLength } = {} } = mapper;
    const values = mapper.isConstant
      ? [String(mapper.defaultValue)]
      : (type.allowedValues ?? (alias === undefined ? undefined : declarations.valuesOf(alias)));
    switch (type.name) {
      case "Composite":
        return composite(type.className ?? "");
      case "Sequence":
        return { kind: "list", of: shapeOf(type.element!, alias?.replace(/\[\]$/, "")) };
      case "Dictionary":
        return { kind: "record", of: shapeOf(type.value!) };
      case "Number":
        return {
          kind: "number",
          ...(InclusiveMinimum !== undefined && { least: InclusiveMinimum }),
          ...(InclusiveMaximum !== undefined && { most: InclusiveMaximum }),
        };
      case "Boolean":
        return { kind: "flag" };
      case "any":
        return { kind: "any" };
      default:
        return {
          kind: "text",
          ...(values !== undefined && { values }),
          ...(Pattern !== undefined && { pattern: Pattern }),
          ...(MaxLength !== undefined && { longest: MaxLength }),
        };
    }
  };

  const models = new Map<string, Shape>();
  const composite = (name: string): Shape => {
    const known = models.get(name) ?? readModel(name);
    models.set(name, known);
    return known;
  };
  const readModel = (name: string): Shape => {
    const { type } = mappers[name]!;
    const by = type.polymorphicDiscriminator?.serializedName;
    const kinds = Object.entries(mappers.discriminators ?? {}).filter(([kind]) => kind.startsWith(`${name}.`));
    if (by === undefined || kinds.length === 0) return { kind: "object", fields: once(() => fieldsOf(name)) };
    const of = kinds.map(([kind, mapper]) => {
      return [
        kind.slice(name.length + 1),
        { kind: "object", fields: once(() => fieldsOf(mapper.type.className!)) },
      ] as const;
    });
    return { kind: "union", by, of: new Map<string, Shape>(of) };
  };

  const fieldsOf = (name: string): ReadonlyMap<string, Field> => {
    const declared = declarations.interfaceOf(name);
    const fields = new Map<string, Field>();
    for (const [property, mapper] of Object.entries(mappers[name]?.type.modelProperties ?? {})) {
      const shape = shapeOf(mapper, declared?.get(property)?.type);
      put(fields, (mapper.serializedName ?? property).split(/(?<!\\)\./).map(unescaped), {
        shape,
        required: (mapper.required === true || mapper.isConstant === true) && mapper.readOnly !== true,
        readOnly: mapper.readOnly === true,
      });
    }
    return fields;
  };

  return (name) => {
    if (mappers[name] === undefined) throw new Error(`${file} has no model ${name}.`);
    return composite(name);
  };
}

const unescaped = (name: string) => name.replaceAll("\\", "");

/** Fields that the model has flattened stand deeper on the wire. */
function put(fields: Map<string, Field>, [name = "", ...deeper]: readonly string[], field: Field): void {
  if (deeper.length === 0) return void fields.set(name, field);
  const known = fields.get(name);
  const inner =
    known?.shape.kind === "object" ? (known.shape.fields() as Map<string, Field>) : new Map<string, Field>();
  put(inner, deeper, field);
  const required = (known?.required ?? false) || field.required;
  fields.set(name, { shape: { kind: "object", fields: () => inner }, required, readOnly: false });
}
