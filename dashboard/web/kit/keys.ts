import { useEffect, useRef } from "preact/hooks";

/** What keys do: `j`, `/`, or `g m` for one after the other. */
export type Keys = Readonly<Record<string, () => void>>;

/** How long the second key of two is waited for, ms. */
const patience = 1_200;
/** What listens, the innermost view first. */
let listening: readonly { readonly current: Keys }[] = [];
let first: { readonly key: string; readonly at: number } | undefined;

addEventListener("keydown", (event) => {
  if (!isShortcut(event) || event.defaultPrevented) return;
  const { key } = event;
  const pair = first !== undefined && Date.now() - first.at < patience ? `${first.key} ${key}` : "";
  first = { key, at: Date.now() };
  // `g` begins a pair, so what follows it is nothing by itself.
  const name = pair.startsWith("g ") ? pair : key;
  const work = listening.map(({ current }) => current[name]).find((one) => one !== undefined);
  if (work === undefined) return;
  event.preventDefault();
  work();
});

/** Listens for keys while the view is there. Nothing happens while somebody types, in a dialog, or with Ctrl, Alt or Cmd. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    listening = [latest, ...listening];
    return () => {
      listening = listening.filter((one) => one !== latest);
    };
  }, []);
}

function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]") !== null) return false;
  const at = event.target;
  return !(at instanceof HTMLElement && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)));
}
