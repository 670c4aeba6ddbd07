import { useEffect, useState } from "preact/hooks";
import type { Tone } from "./badge.tsx";

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly title: string;
  readonly detail?: string | undefined;
}

/** How long a message stays, ms. Bad news stays until it is put away. */
const stay = 6_000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(all: readonly Toast[]): void {
  toasts = all;
  for (const listener of listeners) listener();
}

const close = (id: number) => set(toasts.filter((one) => one.id !== id));

/** Says something in passing; screen readers say it, too. */
export function toast(tone: Tone, title: string, detail?: string): void {
  const id = next++;
  set([...toasts.slice(-3), { id, tone, title, detail }]);
  if (tone !== "bad") setTimeout(() => close(id), stay);
}

/** Where messages in passing appear; the shell has it. */
export function Toasts() {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = () => draw((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, tone, title, detail }) => (
        <div key={id} class={`toast ${tone}`}>
          <div>
            <strong>{title}</strong>
            {detail !== undefined && <p>{detail}</p>}
          </div>
          <button type="button" class="quiet" aria-label="Close" onClick={() => close(id)}>
            ✕
          </button>
        </div>
      ))}
    </div>
  );
}
