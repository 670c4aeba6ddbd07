import type { ComponentChildren } from "preact";
import { toast } from "./toast.tsx";

/** Copies a text. `label` says what it is, such as "message id". */
export function Copy({
  text,
  label,
  children = <CopySign />,
}: {
  readonly text: string | (() => string);
  readonly label: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="quiet copy"
      aria-label={`Copy ${label}`}
      title={`Copy ${label}`}
      onClick={async (event) => {
        event.stopPropagation();
        try {
          await navigator.clipboard.writeText(typeof text === "string" ? text : text());
          toast("good", `Copied: ${label}.`);
        } catch {
          toast("bad", "The browser did not let it be copied.");
        }
      }}
    >
      {children}
    </button>
  );
}

/** An id in a fixed-width face, shortened, with a button that copies all of it. */
export function Id({
  of,
  label = "id",
  short = true,
}: {
  readonly of: string;
  readonly label?: string;
  readonly short?: boolean;
}) {
  return (
    <span class="id-with-copy">
      <code class="id" title={of}>
        {short ? shortId(of) : of}
      </code>
      <Copy text={of} label={label} />
    </span>
  );
}

/** The beginning of a long id, or all of a short one. */
export const shortId = (id: string): string => (id.length <= 13 ? id : `${id.slice(0, 8)}…${id.slice(-3)}`);

/** Two sheets, as everybody draws it. */
function CopySign() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.3"
        stroke-linejoin="round"
      />
    </svg>
  );
}
