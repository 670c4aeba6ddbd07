import MiniSearch from "minisearch";
import type { SearchData, SearchEntry } from "../shared/search-data.ts";
import { element } from "./element.ts";

declare global {
  interface Window {
    searchData?: SearchData;
  }
}

/** Most hits that are shown. */
const most = 12;

/** A place that was found. */
interface Hit {
  readonly title: string;
  readonly kind: string;
  readonly href: string;
  readonly text: string;
}

/** The search box: `/` goes to it, arrows choose, Enter opens. The index is loaded when the box is used first. */
export function setUpSearch(up: string): void {
  const box = element("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search",
    autocomplete: "off",
    spellcheck: "false",
  });
  const form = element("form", { role: "search", class: "search" }, box, element("kbd", {}, "/"));
  document.querySelector("body > header")?.append(form);
  const list = element("ul", { class: "hits", id: "hits", role: "listbox", "aria-label": "Found", hidden: true });
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "hits", "aria-expanded": "false" })) {
    box.setAttribute(name, value);
  }
  let find: ((text: string) => readonly Hit[]) | undefined;
  let chosen = -1;
  const options = () => [...list.querySelectorAll<HTMLElement>("[role=option]")];
  const choose = (index: number): void => {
    const all = options();
    chosen = all.length === 0 ? -1 : (index + all.length) % all.length;
    all.forEach((option, at) => void option.setAttribute("aria-selected", String(at === chosen)));
    all[chosen]?.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", all[chosen]?.id ?? "");
  };
  const show = (): void => {
    const text = box.value.trim();
    const hits = text === "" || find === undefined ? [] : find(text);
    const isOpen = text !== "" && find !== undefined;
    list.replaceChildren(
      ...(hits.length === 0
        ? [element("li", { class: "none" }, "Nothing found.")]
        : hits.map((hit, at) => option(hit, at, up))),
    );
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    choose(0);
  };
  const load = (): void => {
    if (find !== undefined || document.querySelector("script[data-search]") !== null) return;
    const script = element("script", { src: `${up}assets/search-index.js`, "data-search": true });
    script.addEventListener("load", () => {
      if (window.searchData !== undefined) find = finder(window.searchData);
      show();
    });
    document.head.append(script);
  };
  box.addEventListener("focus", load);
  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") {
      box.value = "";
      show();
      box.blur();
    } else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    options()[chosen]?.querySelector("a")?.click();
    list.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target as Node)) list.hidden = true;
  });
}

function option({ title, kind, href, text }: Hit, index: number, up: string): HTMLElement {
  const link = element(
    "a",
    { href: up + href, tabindex: "-1" },
    element("b", { class: kind.replace(" ", "-") }, title),
  );
  link.append(" ", element("small", {}, kind), element("span", {}, text.replaceAll("`", "")));
  return element("li", { role: "option", id: `hit-${index}` }, link);
}

/** Makes the index. Field names and their parts can be found: `fromAccountId` by `from`, `account` or `accountid`. */
function finder({ texts, fields, entries }: SearchData): (text: string) => readonly Hit[] {
  const search = new MiniSearch<{ id: number; title: string; names: string; text: string; more: string }>({
    fields: ["title", "names", "text", "more"],
    tokenize: (value) => tokens(value),
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      boost: { title: 6, names: 3, text: 2 },
      combineWith: "AND",
    },
  });
  search.addAll(
    entries.map(([title, kind, , description, numbers], id) => ({
      id,
      title: `${title} ${kind}`,
      names: numbers.map((number) => nameOf(fields[number]?.[0])).join(" "),
      text: description,
      more: numbers.map((number) => texts[fields[number]?.[1] ?? -1] ?? "").join(" "),
    })),
  );
  return (value) => {
    const wanted = tokens(value);
    return search
      .search(value)
      .slice(0, most)
      .flatMap(({ id }) => {
        const entry = entries[id as number];
        return entry === undefined ? [] : [hitOf(entry, wanted, { texts, fields, entries })];
      });
  };
}

/** The field that was meant, when the words are of its name and not of the page's title; else the page. */
function hitOf(
  [title, kind, path, description, numbers]: SearchEntry,
  wanted: readonly string[],
  data: SearchData,
): Hit {
  const titled = tokens(title);
  const rest = wanted.filter((word) => !titled.some((token) => token.startsWith(word)));
  const found = numbers.find((number) => {
    const own = tokens(nameOf(data.fields[number]?.[0]));
    return rest.length > 0 && rest.every((word) => own.some((token) => token.startsWith(word)));
  });
  const [anchor, text] = data.fields[found ?? -1] ?? [];
  if (anchor === undefined || text === undefined) return { title, kind, href: path, text: description };
  return { title: `${title} · ${nameOf(anchor)}`, kind, href: `${path}#${anchor}`, text: data.texts[text] ?? "" };
}

/** The last part of an anchor. */
function nameOf(anchor = ""): string {
  return anchor.slice(anchor.lastIndexOf("/") + 1);
}

/** Words, and the parts of words that are written together. */
function tokens(value: string): string[] {
  const words = value.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const parts = words.flatMap((word) => word.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2").split(" "));
  return [...new Set([...words, ...parts].map((word) => word.toLowerCase()))];
}
