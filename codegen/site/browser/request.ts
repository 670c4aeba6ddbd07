import type { FormInput, FormRequest } from "../shared/form-request.ts";

/** A request as it is sent. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What stands in the form: texts by the input's place and name. An empty text means that the value is left out. */
export type Values = ReadonlyMap<FormInput, string>;

/** An input whose text is no value of its type. */
export class InputFault extends Error {
  readonly input: FormInput;

  constructor(input: FormInput, message: string) {
    super(message);
    this.input = input;
  }
}

/** What whoever sends shows; empty texts are not sent. */
export interface Shown {
  readonly key: string;
  readonly token: string;
}

/** The headers that show who sends. */
export function headersOf({ key, token }: Shown): Readonly<Record<string, string>> {
  return {
    ...(key === "" ? {} : { "x-functions-key": key }),
    ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** Makes the request. @throws InputFault */
export function requestOf(form: FormRequest, base: string, values: Values, shown: Shown): Sent {
  const at = (place: FormInput["place"]) => form.inputs.filter((input) => input.place === place);
  const textOf = (input: FormInput) => values.get(input) ?? "";
  let path = form.path;
  for (const input of at("path")) path = path.replace(`{${input.name}}`, encodeURIComponent(textOf(input)));
  const query = new URLSearchParams();
  for (const input of at("query")) if (textOf(input) !== "") query.set(input.name, textOf(input));
  const search = query.size === 0 ? "" : `?${query}`;
  const headers = headersOf(shown);
  const url = `${base.replace(/\/+$/, "")}${path}${search}`;
  if (form.method === "GET") return { url, method: "GET", headers, body: undefined };
  const entries = at("body").flatMap((input) => {
    const text = textOf(input);
    return text === "" && input.required !== true ? [] : [[input.name, parsed(input, text)] as const];
  });
  const body = JSON.stringify(Object.fromEntries(entries));
  return { url, method: form.method, headers: { "content-type": "application/json", ...headers }, body };
}

function parsed(input: FormInput, text: string): unknown {
  if (input.type === "number") {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) throw new InputFault(input, `${input.name} is not a number.`);
    return value;
  }
  if (input.type === "boolean") return text === "true";
  if (input.type === "choice") return input.choices?.find((choice) => String(choice) === text) ?? text;
  if (input.type === "text") return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new InputFault(input, `${input.name} is not JSON.`);
  }
}

/** A value of an example as the text of an input. */
export function textOfValue(input: FormInput, value: unknown): string {
  if (value === undefined) return "";
  return input.type === "json" ? JSON.stringify(value) : String(value);
}

/** The same request for a shell. Of a token only the name of a variable is shown, since people share what they see. */
export function curlOf({ url, method, headers, body }: Sent): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = [
    `curl -i${method === "GET" || method === "POST" ? "" : ` -X ${method}`} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) =>
      name === "authorization" ? `-H "authorization: Bearer $TOKEN"` : `-H ${quoted(`${name}: ${value}`)}`,
    ),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
  ];
  return lines.join(" \\\n  ");
}
