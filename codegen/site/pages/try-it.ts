import { isObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import type { Command, Query, ReadModel } from "../../model/contract.ts";
import { pathParameters, route } from "../../plan/plan.ts";
import { type Html, html, raw } from "../html.ts";
import { resolve } from "../model/fields.ts";
import type { Site } from "../model/site.ts";
import type { FormInput, FormRequest } from "../shared/form-request.ts";
import { section } from "./page.ts";

/** The form that sends a command; nothing for one that has no endpoint. */
export function tryCommand(site: Site, command: Command): Html {
  if (command.endpoint === undefined) return raw("");
  const { schema } = resolve({ $ref: `#/$defs/${command.payload}` }, site.schemas);
  const required = stringsAt(schema, "required");
  const inputs = Object.entries(objectAt(schema, "properties")).map(([name, value]) =>
    inputOf(site, name, value, "body", required.includes(name)),
  );
  return tryForm("try-it", {
    method: command.endpoint.method,
    path: `/${route(command.endpoint.address)}`,
    inputs,
    keyed: site.contract.keyed,
    tokens: site.contract.security.tokens !== undefined,
    follow: true,
  });
}

/** The form that asks a query. */
export function tryQuery(site: Site, query: Query, { document }: ReadModel): Html {
  const properties = objectAt(site.schemas.get(document ?? "")?.schema, "properties");
  const inputs = [
    ...pathParameters(query.path).map((name) => inputOf(site, name, properties[name] ?? {}, "path", true)),
    ...query.filters.map(({ name, fields }) => inputOf(site, name, properties[fields[0] ?? ""] ?? {}, "query", false)),
  ];
  const page: readonly FormInput[] = [{ name: "limit", type: "number", place: "query", step: 1, min: 1, max: 200 }];
  return tryForm(`try-${query.name}`, {
    method: "GET",
    path: `/${route(query.path)}`,
    inputs: query.returns === "page" ? [...inputs, ...page] : inputs,
    keyed: site.contract.keyed,
    tokens: site.contract.security.tokens !== undefined,
    follow: false,
  });
}

function inputOf(site: Site, name: string, value: unknown, place: FormInput["place"], required: boolean): FormInput {
  const { schema } = resolve(value, site.schemas);
  const types = [own(schema, "type")].flat();
  const [type] = types.filter((entry) => entry !== "null");
  const choices = listAt(schema, "enum");
  const number = (word: string) =>
    typeof schema[word] === "number" ? { [limits[word] ?? word]: schema[word] as number } : {};
  const base = { name, place, ...(required ? { required } : {}) };
  if (choices.length > 0 && choices.every((choice) => !isObject(choice))) return { ...base, type: "choice", choices };
  if (type === "boolean") return { ...base, type: "boolean" };
  if (type === "integer" || type === "number") {
    const step = type === "integer" ? { step: 1 } : {};
    return { ...base, type: "number", ...step, ...number("minimum"), ...number("maximum") };
  }
  if (type === "string" || place !== "body") {
    const format = stringAt(schema, "format");
    return {
      ...base,
      type: "text",
      ...number("minLength"),
      ...number("maxLength"),
      ...(format === undefined ? {} : { format }),
    };
  }
  return { ...base, type: "json" };
}

const limits: Readonly<Record<string, string>> = { minimum: "min", maximum: "max" };

/** The place of the form: the site's script makes it, since it cannot send anything without one. */
function tryForm(id: string, request: FormRequest): Html {
  // `<` is written so that no text of a contract can end the block.
  const data = raw(JSON.stringify(request).replaceAll("<", "\\u003c"));
  return section(
    id,
    "Try it",
    html`<div class=try><noscript>Sending requests from this page needs JavaScript.</noscript><script type=application/json>${data}</script></div>`,
  );
}
