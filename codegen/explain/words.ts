const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** A count as people write it: `four`, `30`. */
export function count(number: number): string {
  return small[number] ?? String(number);
}

/** A count with its noun: `one event`, `four events`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** A duration in at most two units: `0.2 s`, `1 h 30 min`, `72 h`, `30 days`. Milliseconds in. */
export function duration(milliseconds: number): string {
  const about = Math.round(milliseconds);
  if (about < second) return about % 100 === 0 && about > 0 ? `${about / second} s` : `${about} ms`;
  if (about < minute) return `${Math.round(about / 100) / 10} s`;
  if (about < hour) return inTwo(about, minute, "min", second, "s");
  if (about <= 4 * day) return inTwo(about, hour, "h", minute, "min");
  return inTwo(about, day, "days", hour, "h");
}

function inTwo(milliseconds: number, large: number, largeName: string, fine: number, fineName: string): string {
  const whole = Math.floor(milliseconds / large);
  const rest = Math.floor((milliseconds % large) / fine);
  return rest === 0 ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${fineName}`;
}

/** Things in a row: `a`, `a and b`, `a, b or c`. */
export function listed(items: readonly string[], word: "and" | "or" = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

/** A sentence from a description: with a point at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim().replaceAll(/\s+/g, " ");
  return trimmed === "" || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** A field of a payload as people read it: `<fromAccountId>` for `/fromAccountId`. */
export function field(pointer: string): string {
  return `<${pointer.replace(/^\//, "")}>`;
}
