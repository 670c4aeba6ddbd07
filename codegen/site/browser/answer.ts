import { element } from "./element.ts";
import { adviceOn } from "./refusal.ts";
import { headersOf, type Sent, type Shown } from "./request.ts";

/** How often the outcome of a command is asked for; each time the instance waits up to 10 seconds itself. */
const questions = 12;

/** Why nothing can be sent to an instance from this page; undefined: it can. */
export async function whyNot(base: string): Promise<string | undefined> {
  if (!/^https?:\/\/[^/]+/.test(base)) return "The instance is an address such as http://127.0.0.1:7071.";
  const { protocol, hostname } = new URL(base);
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  if (location.protocol === "https:" && protocol === "http:" && !isLocal) {
    return "A page that came over https cannot talk to an instance over plain http.";
  }
  try {
    await fetch(`${base.replace(/\/+$/, "")}/api/health`, { cache: "no-store" });
    return undefined;
  } catch {
    const origin = location.protocol === "file:" ? "null" : location.origin;
    return `There is no answer from ${base}. It does not run, or it does not let this page in: start it with \`npm start -- --cors ${origin}\`, or open the documentation that it serves itself, at ${base.replace(/\/+$/, "")}/docs.`;
  }
}

/** Sends a request and shows what came back; follows a command to its outcome. */
export async function answerOf(
  sent: Sent,
  base: string,
  follow: boolean,
  shown: Shown,
  into: HTMLElement,
): Promise<void> {
  const { url, method, headers, body } = sent;
  let response: Response;
  try {
    response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }), cache: "no-store" });
  } catch {
    throw new Error((await whyNot(base)) ?? "The request was not answered.");
  }
  const value = await read(response);
  into.replaceChildren(status(response), ...problem(response, value), block(value));
  const id = typeof value === "object" && value !== null && "commandId" in value ? String(value.commandId) : undefined;
  if (!follow || response.status !== 202 || id === undefined) return;
  await followed(`${base.replace(/\/+$/, "")}/api/commands/${encodeURIComponent(id)}`, shown, into);
}

async function followed(url: string, shown: Shown, into: HTMLElement): Promise<void> {
  const waiting = element("p", { class: "soft" }, "Waiting for the outcome …");
  into.append(waiting);
  for (let question = 0; question < questions; question++) {
    const headers = { prefer: "wait=10", ...headersOf(shown) };
    const response = await fetch(url, { headers, cache: "no-store" });
    const value = (await read(response)) as {
      readonly status?: string;
      readonly rejection?: { code: string; message: string };
    };
    if (value.status === "accepted") continue;
    const refusal = value.rejection === undefined ? "" : ` ${value.rejection.code}: ${value.rejection.message}`;
    const outcome = value.status ?? String(response.status);
    waiting.replaceWith(
      element("p", { class: "outcome" }, element("span", { class: `tag ${outcome}` }, outcome), refusal),
      block(value),
    );
    return;
  }
  waiting.textContent = "There is no outcome yet. It can be asked for later at the address in `Location`.";
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function status({ status: code, statusText, ok }: Response): HTMLElement {
  return element(
    "p",
    { class: "outcome" },
    element("span", { class: `tag ${ok ? "succeeded" : "failed"}` }, `${code} ${statusText}`.trim()),
  );
}

/** Problem details in words: what is wrong, and where. */
function problem(response: Response, value: unknown): readonly HTMLElement[] {
  const advice = adviceOn(response, value);
  const told = advice === undefined ? [] : [element("p", { class: "note warn", role: "status" }, ...advice)];
  if (response.ok || typeof value !== "object" || value === null) return told;
  const { title, detail, code, errors } = value as {
    readonly title?: string;
    readonly detail?: string;
    readonly code?: string;
    readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  };
  const faults = (errors ?? []).map(({ pointer, message }) =>
    element("li", {}, element("code", {}, pointer || "/"), ` ${message}`),
  );
  return [
    element("p", {}, element("b", {}, title ?? ""), code === undefined ? "" : ` (${code}) `, detail ?? ""),
    ...(faults.length === 0 ? [] : [element("ul", {}, ...faults)]),
    ...told,
  ];
}

function block(value: unknown): HTMLElement {
  if (value === "") return element("p", { class: "soft" }, "The answer has no body.");
  return element("pre", {}, typeof value === "string" ? value : JSON.stringify(value, undefined, 2));
}
