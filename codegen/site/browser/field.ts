import type { FormInput } from "../shared/form-request.ts";
import { element } from "./element.ts";
import { textOfValue } from "./request.ts";

/** A line of the form. */
export interface Field {
  readonly input: FormInput;
  readonly row: HTMLElement;
  /** What stands in it. */
  readonly value: () => string;
}

/** Makes a line of the form, filled with a value of the example. */
export function fieldOf(input: FormInput, example: unknown): Field {
  const control = controlOf(input);
  control.value = textOfValue(input, example);
  control.setAttribute("aria-label", input.name);
  const name = element("span", {}, input.name, input.required === true ? "" : element("i", {}, "optional"));
  const extras = input.format === "uuid" ? [fresh(control)] : [];
  return { input, row: element("label", { class: "line" }, name, control, ...extras), value: () => control.value };
}

function controlOf(input: FormInput): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  const { name, required } = input;
  if (input.type === "choice" || input.type === "boolean") {
    const choices = input.type === "boolean" ? [true, false] : (input.choices ?? []);
    const options = choices.map((choice) => element("option", { value: String(choice) }, String(choice)));
    const none = required === true ? [] : [element("option", { value: "" }, "–")];
    return element("select", { name, required }, ...none, ...options);
  }
  if (input.type === "json") return element("textarea", { name, required, rows: 3, spellcheck: "false" });
  const { step, min, max, minLength, maxLength } = input;
  const bounds =
    input.type === "number" ? { step: step ?? "any", min, max } : { minlength: minLength, maxlength: maxLength };
  const type = input.type === "number" ? "number" : "text";
  return element("input", { name, required, type, spellcheck: "false", autocomplete: "off", ...bounds });
}

/** A button that makes a new id: most commands need one that was not there before. */
function fresh(control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement): HTMLElement {
  const button = element("button", { type: "button", class: "soft", "aria-label": `New ${control.name}` }, "New");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    control.value = crypto.randomUUID();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}
