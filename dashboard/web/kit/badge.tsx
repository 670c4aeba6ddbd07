import type { ComponentChildren } from "preact";

/** What a colour says; every use has a word besides. */
export type Tone = "plain" | "accent" | "good" | "warn" | "bad";

/** A word in a coloured pill. */
export function Badge({
  tone = "plain",
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`badge ${tone}`} {...(title !== undefined && { title })}>
      {children}
    </span>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  succeeded: "good",
  completed: "good",
  accepted: "accent",
  running: "accent",
  pending: "accent",
  rejected: "warn",
  postponed: "warn",
  waits: "warn",
  parked: "bad",
  failed: "bad",
  error: "bad",
  warn: "warn",
  info: "plain",
  debug: "plain",
  event: "plain",
  command: "accent",
};

/** The tone of a status, an outcome or a level. */
export const toneOf = (word: string): Tone => tones[word.toLowerCase()] ?? "plain";

/** A status, an outcome or a level. */
export function Status({ of, title }: { readonly of: string; readonly title?: string }) {
  return (
    <Badge tone={toneOf(of)} {...(title !== undefined && { title })}>
      {of}
    </Badge>
  );
}

/** A number that calls for attention when it is not zero. */
export function Count({
  of,
  tone = "bad",
  label,
}: {
  readonly of: number;
  readonly tone?: Tone;
  readonly label: string;
}) {
  return of === 0 ? null : (
    <Badge tone={tone} title={label}>
      {of.toLocaleString()} <span class="for-ears">{label}</span>
    </Badge>
  );
}
