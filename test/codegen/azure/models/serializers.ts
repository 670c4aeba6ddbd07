import { Declarations, textsIn } from "./declarations.ts";
import { type Field, once, type Shape } from "./shape.ts";

/**
 * Models of a package whose serializer is written out: one function for each model, from whose text the names on the wire are read,
 * beside one interface, from which their types are.
 */
export function serializersOf(...folders: readonly string[]): (name: string) => Shape {
  const code = textsIn(folders, ".js");
  const declarations = new Declarations(...folders);
  const bodies = new Map<string, string>();
  for (const [, name = "", body = ""] of code.matchAll(
    /^export function (\w+)Serializer\(item[^)]*\) \{\n([\s\S]*?)\n\}/gm,
  )) {
    if (!bodies.has(name)) bodies.set(name, body);
  }

  /** @param of the interface that the properties are declared in; flattened models share that of their owner */
  const models = new Map<string, Shape>();
  const modelOf = (serializer: string, of: string): Shape => {
    const key = `${serializer} ${of}`;
    const known = models.get(key) ?? readModel(serializer, of);
    models.set(key, known);
    return known;
  };
  const readModel = (serializer: string, of: string): Shape => {
    const body = bodies.get(serializer);
    if (body === undefined) throw new Error(`${folders[0]} has no serializer ${serializer}.`);
    const by = /switch \(item(?:\.(\w+)|\["([\w.]+)"\])\)/.exec(body);
    if (by !== null) {
      const kinds = [...body.matchAll(/case "([^"]+)":\s*return (\w+)Serializer\(/g)].map(
        ([, kind = "", inner = ""]) => [kind, modelOf(inner, pascal(inner))] as const,
      );
      return { kind: "union", by: wireName(by[1] ?? by[2] ?? ""), of: new Map(kinds) };
    }
    return { kind: "object", fields: once(() => fieldsOf(body, of)) };
  };

  const fieldsOf = (body: string, of: string): ReadonlyMap<string, Field> => {
    const declared = declarations.interfaceOf(of);
    const fields = new Map<string, Field>();
    // Each property of the object that is returned begins a line of its own, eight blanks in.
    for (const part of partsOf(body)) {
      const [, quoted, plain = "", text = ""] = /^(?:"([^"]+)"|(\w+)): ([\s\S]*)$/.exec(part) ?? [];
      const wire = quoted ?? plain;
      if (wire === "") continue;
      const client = /item\["([^"]+)"\]/.exec(text)?.[1];
      const inner = /(_?\w+)Serializer\(item(\["[^"]+"\])?\)/.exec(text);
      // `properties: xSerializer(item)`: what the model has flattened.
      if (inner !== null && inner[2] === undefined) {
        const shape = modelOf(inner[1] ?? "", of);
        fields.set(wire, { shape, required: !/undefined/.test(text), readOnly: false });
        continue;
      }
      const property = client === undefined ? undefined : declared?.get(client);
      fields.set(wire, {
        shape: property === undefined ? { kind: "any" } : typeOf(property.type, inner?.[1]),
        required: property !== undefined && !property.optional,
        readOnly: false,
      });
    }
    return fields;
  };

  const typeOf = (type: string, serializer: string | undefined): Shape => {
    if (type.endsWith("[]")) {
      const of = serializer?.replace(/Array$/, "");
      return { kind: "list", of: typeOf(type.slice(0, -2), of === serializer ? undefined : of) };
    }
    const record = /^Record<string, (.+)>$/.exec(type);
    if (record !== null) return { kind: "record", of: typeOf(record[1] ?? "any", undefined) };
    if (/^"[^"]*"$/.test(type)) return { kind: "text", values: [type.slice(1, -1)] };
    if (type === "string" || type === "Date") return { kind: "text" };
    if (type === "number") return { kind: "number" };
    if (type === "boolean") return { kind: "flag" };
    const values = declarations.valuesOf(type);
    if (values !== undefined) return { kind: "text", values };
    if (declarations.isNumberAlias(type)) return { kind: "number" };
    if (declarations.isTextAlias(type)) return { kind: "text" };
    const model = serializer ?? camel(type);
    return bodies.has(model) ? modelOf(model, type.replace(/Union$/, "")) : { kind: "any" };
  };

  return (name) => modelOf(camel(name), name);
}

/** A property of the object that is returned begins a line of its own, eight blanks in; or all of a short one stand in one line. */
function partsOf(body: string): readonly string[] {
  const line = /^ {4}return \{ (.*) \};$/m.exec(body)?.[1];
  return line === undefined ? body.split(/^ {8}(?=["\w])/m).slice(1) : line.split(/, (?=["\w]+: )/);
}

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
/** Names with dots lose them in the code. */
const wireName = (name: string) => (name === "odataType" ? "odata.type" : name);
