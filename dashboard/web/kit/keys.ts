import { useEffect, useRef } from "preact/hooks";

/** What keys do: `j`, `/`, or `g m` for one after the other. */
export type Keys = Readonly<Record<string, () => void>>;

/** How long the second key of two is waited for, ms. */
const patience = 1_200;
let first: { readonly key: string; readonly at: number } | undefined;
addEventListener("keydown", (event) => {
  // After the listeners of views, which see the key before this one.
  queueMicrotask(() => {
    first = isShortcut(event) ? { key: event.key, at: Date.now() } : undefined;
  });
});

/** Listens for keys while the view is there. Nothing happens while somebody types, in a dialog, or with Ctrl, Alt or Cmd. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!isShortcut(event) || event.defaultPrevented) return;
      const pair = first !== undefined && Date.now() - first.at < patience ? `${first.key} ${event.key}` : undefined;
      const work =
        (pair === undefined ? undefined : latest.current[pair]) ??
        (pair?.startsWith("g ") ? undefined : latest.current[event.key]);
      if (work === undefined) return;
      event.preventDefault();
      work();
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}

function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]") !== null) return false;
  const at = event.target;
  return !(at instanceof HTMLElement && (at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)));
}
