import { h } from "./dom.ts";

/** How long a message stays, in ms. Bad news stays until it is put away. */
const stay = 7_000;

/** Tells something in passing. */
export function toast(tone: "good" | "bad" | "plain", title: string, detail?: string): void {
  const close = () => box.remove();
  const box = h(
    "div",
    { class: `toast ${tone}` },
    h("div", {}, h("strong", {}, title), detail !== undefined && h("p", {}, detail)),
    h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: close }, "✕"),
  );
  document.getElementById("toasts")?.append(box);
  if (tone !== "bad") setTimeout(close, stay);
}
