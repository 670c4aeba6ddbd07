import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Where the page is. */
export interface Location {
  readonly pathname: string;
  readonly query: URLSearchParams;
}

/** Values for an address's query; undefined and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const listeners = new Set<() => void>();
const read = (): Location => ({ pathname: location.pathname, query: new URLSearchParams(location.search) });
let current = read();

function changed(): void {
  current = read();
  for (const listener of listeners) listener();
}
addEventListener("popstate", changed);

/** An address inside of the dashboard. Parts of paths are encoded by {@link path}. */
export function href(pathname: string, query: Query = {}): string {
  const text = queryText(query);
  return text === "" ? pathname : `${pathname}?${text}`;
}

/** A query's text, without `?`. */
export function queryText(query: Query): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && value !== false) pairs.set(name, String(value));
  }
  return pairs.toString();
}

/** A path whose parts may hold anything: path`/streams/${stream}/${id}`. */
export function path(texts: TemplateStringsArray, ...parts: readonly string[]): string {
  return texts.map((text, at) => text + (at < parts.length ? encodeURIComponent(parts[at] ?? "") : "")).join("");
}

/** Goes to an address of the dashboard. `replace`: without a step in the browser's history, as for filters. */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const now = location.pathname + location.search;
  if (to === now) return;
  if (options.replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  changed();
}

/** Where the page is; renders again when that changes. */
export function useLocation(): Location {
  const [at, set] = useState(current);
  useEffect(() => {
    const listener = () => set(current);
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return at;
}

/** One value of the address's query with what sets it, in place; for filters, tabs and what is selected. */
export function useQuery(name: string): readonly [string, (value: string | undefined) => void] {
  const { query } = useLocation();
  const set = (value: string | undefined) => setQuery({ [name]: value });
  return [query.get(name) ?? "", set];
}

/** Changes values of the address's query and leaves the others, without a step in the browser's history. */
export function setQuery(changes: Query): void {
  const all = Object.fromEntries(new URLSearchParams(location.search));
  navigate(href(location.pathname, { ...all, ...changes }), { replace: true });
}

interface LinkProps {
  readonly to: string;
  readonly children?: ComponentChildren;
  readonly class?: string;
  readonly title?: string;
  readonly "aria-label"?: string;
  readonly "aria-current"?: "page" | "true";
}

/** A link inside of the dashboard. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}

/** The values of a pattern such as `/streams/:stream/:id` in a path; undefined when it does not fit. */
export function match(pattern: string, pathname: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split("/");
  const given = pathname.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return undefined;
      continue;
    }
    try {
      params[part.slice(1)] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return params;
}
