type Child = Node | string | undefined | false;

/** What an element is made with: properties by their DOM names, `data-` and `aria-` by their attribute names, `on…` listeners. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/**
 * Makes an element. Texts become text nodes: nothing that people wrote is ever read as markup.
 * Attributes that are undefined or false are left out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, ...children);
  return element;
}

/** Gives an element other children. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...children.filter((child) => child !== undefined && child !== false));
}

/** A text that somebody wrote: kept apart from what stands around it, also when it runs right to left. */
export const foreign = (text: string, className?: string): HTMLElement => h("bdi", { class: className }, text);

/** A key as it is printed on the keyboard. */
export const key = (name: string): HTMLElement => h("kbd", {}, name);
