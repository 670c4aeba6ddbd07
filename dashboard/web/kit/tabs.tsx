import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

/** One of several panels. */
export interface Tab {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly content: () => ComponentChildren;
}

/**
 * Panels behind tabs. Arrow keys, Home and End move between them. `selected` and `onSelect` are for who keeps the choice, as in
 * the address; without them it is kept here.
 */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
}) {
  const [own, setOwn] = useState(tabs[0]?.id ?? "");
  const base = useId();
  const wanted = selected !== undefined && selected !== "" ? selected : own;
  const current = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  const select = (id: string) => {
    setOwn(id);
    onSelect?.(id);
    document.getElementById(`${base}-${id}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === current?.id);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (next !== undefined) select(next.id);
  };
  return (
    <div class="tabs">
      <div role="tablist" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label: words }) => (
          <button
            key={id}
            id={`${base}-${id}`}
            type="button"
            role="tab"
            aria-selected={id === current?.id}
            aria-controls={`${base}-panel`}
            tabIndex={id === current?.id ? 0 : -1}
            onClick={() => select(id)}
          >
            {words}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${current?.id}`}>
        {current?.content()}
      </div>
    </div>
  );
}
