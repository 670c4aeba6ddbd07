import { toast } from "./toast.tsx";

/** Copies a text. `label` says what it is, such as "message id". */
export function Copy({
  text,
  label,
  children = "Copy",
}: {
  readonly text: string | (() => string);
  readonly label: string;
  readonly children?: string;
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
      <Copy text={of} label={label}>
        ⧉
      </Copy>
    </span>
  );
}

/** The beginning of a long id, or all of a short one. */
export const shortId = (id: string): string => (id.length <= 13 ? id : `${id.slice(0, 8)}…${id.slice(-3)}`);
