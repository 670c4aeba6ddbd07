import { element } from "./element.ts";

/** Beside each picture of a flow its list, which narrow screens show in its place: steps, and below each what it leads to. */
export function setUpFlowLists(): void {
  for (const picture of document.querySelectorAll<SVGSVGElement>("svg[data-edges]")) {
    picture.parentElement?.after(listOf(picture));
    picture.parentElement?.classList.add("has-list");
  }
}

function listOf(picture: SVGSVGElement): HTMLElement {
  const steps = [...picture.querySelectorAll(":scope > :is(a, g)")];
  const next = new Map<number, number[]>();
  const reached = new Set<number>();
  for (const edge of (picture.dataset["edges"] ?? "").split(" ").filter(Boolean)) {
    const [from = 0, to = 0] = edge.split("-").map(Number);
    next.set(from, [...(next.get(from) ?? []), to]);
    reached.add(to);
  }
  const shown = new Set<number>();
  const item = (index: number): HTMLElement => {
    const step = steps[index];
    const [kind, name] = [...(step?.querySelectorAll("text") ?? [])].map((text) => text.textContent ?? "");
    const href = step?.getAttribute("href");
    const className = step?.getAttribute("class") ?? "";
    const label =
      href == null
        ? element("span", { class: className }, name ?? "")
        : element("a", { class: className, href }, name ?? "");
    // What came before is not told twice: flows may lead back.
    const below = shown.has(index) ? [] : (next.get(index) ?? []);
    shown.add(index);
    const lists = below.length === 0 ? [] : [element("ul", {}, ...below.map(item))];
    return element("li", {}, label, " ", element("small", {}, kind ?? ""), ...lists);
  };
  const starts = steps.flatMap((_, index) => (reached.has(index) ? [] : [index]));
  return element("ul", { class: "steps" }, ...(starts.length === 0 ? [0] : starts).map(item));
}
