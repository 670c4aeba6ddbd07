import type { FormInput, FormRequest } from "../shared/form-request.ts";
import { answerOf, whyNot } from "./answer.ts";
import { addCopy } from "./copy.ts";
import { element } from "./element.ts";
import { type Field, fieldOf } from "./field.ts";
import { curlOf, InputFault, requestOf, type Sent, type Shown } from "./request.ts";

/** Where a local instance listens when nobody says otherwise. */
const usual = "http://127.0.0.1:7071";

/** Makes a form of each request that the page describes. */
export function setUpForms(): void {
  for (const place of document.querySelectorAll<HTMLElement>(".try")) {
    const data = place.querySelector("script")?.textContent;
    if (data != null) makeForm(place, JSON.parse(data) as FormRequest);
  }
}

function makeForm(place: HTMLElement, request: FormRequest): void {
  const example = shownExample();
  const base = element("input", {
    type: "url",
    value: usualBase(),
    required: true,
    spellcheck: "false",
    "aria-label": "Instance",
  });
  const key = element("input", {
    type: "password",
    autocomplete: "off",
    "aria-label": "Function key",
    placeholder: "only when it asks for one",
  });
  const token = element("input", {
    type: "password",
    autocomplete: "off",
    "aria-label": "Access token",
    placeholder: "npm run token -- --as anna",
  });
  const fields = request.inputs.map((input) => fieldOf(input, valueIn(example, input)));
  const curl = element("pre");
  const note = element("p", { class: "note", role: "status", hidden: true });
  const answer = element("div", { class: "answer", "aria-live": "polite" });
  const send = element("button", { type: "submit", class: "send" }, "Send");
  const set = element("fieldset", {}, ...fields.map(({ row }) => row), send);
  const form = element(
    "form",
    {},
    labelled("Instance", base),
    ...(request.keyed ? [labelled("Function key", key)] : []),
    ...(request.tokens ? [labelled("Access token", token)] : []),
    note,
    set,
    element("details", {}, element("summary", {}, "As curl"), curl),
    answer,
  );
  const summary = element("summary", {}, `Send ${request.method} ${request.path} to an instance of yours`);
  const details = element("details", { class: "form" }, summary, form);
  place.replaceChildren(details);
  addCopy(curl);

  const shown = (): Shown => ({ key: key.value.trim(), token: token.value.trim().replace(/^bearer +/i, "") });
  const current = (): Sent =>
    requestOf(request, base.value, new Map(fields.map(({ input, value }) => [input, value()])), shown());
  const show = (): void => {
    try {
      curl.textContent = curlOf(current());
    } catch (error) {
      curl.textContent = (error as Error).message;
    }
  };
  const tell = (why: string | undefined): void => {
    note.hidden = why === undefined;
    note.textContent = why ?? "";
    set.disabled = why !== undefined;
  };
  let asked = 0;
  const probe = async (): Promise<void> => {
    const turn = ++asked;
    set.disabled = true;
    const why = await whyNot(base.value);
    if (turn === asked) tell(why);
  };
  details.addEventListener("toggle", () => details.open && void probe());
  base.addEventListener("change", () => void probe());
  form.addEventListener("input", show);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const sent = current();
      answer.replaceChildren(element("p", { class: "soft" }, "Sending …"));
      send.disabled = true;
      await answerOf(sent, base.value, request.follow, shown(), answer);
    } catch (error) {
      answer.replaceChildren(element("p", { class: "note warn" }, (error as Error).message));
      if (error instanceof InputFault) focusOn(fields, error.input);
    } finally {
      send.disabled = false;
    }
  });
  show();
}

/** The instance that serves the page, when one does; it has its documentation below `/docs`. */
function usualBase(): string {
  return /^https?:$/.test(location.protocol) && location.pathname.startsWith("/docs/") ? location.origin : usual;
}

/** The first example of the page. */
function shownExample(): unknown {
  const text = document.getElementById("example")?.textContent;
  return text == null ? undefined : JSON.parse(text);
}

function labelled(name: string, input: HTMLElement): HTMLElement {
  return element("label", { class: "line" }, element("span", {}, name), input);
}

function valueIn(example: unknown, { name, place }: FormInput): unknown {
  if (place !== "body" || typeof example !== "object" || example === null) return undefined;
  return Object.hasOwn(example, name) ? (example as Record<string, unknown>)[name] : undefined;
}

function focusOn(fields: readonly Field[], input: FormInput): void {
  fields
    .find((field) => field.input === input)
    ?.row.querySelector<HTMLElement>("input,select,textarea")
    ?.focus();
}
