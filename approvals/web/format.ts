const digits = new Map<string, Intl.NumberFormat>();

/** An amount of minor units, in the reader's language. Exact: no floating-point number is made of it. */
export function money(amount: number, currency: string): string {
  let format = digits.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat(undefined, { style: "currency", currency });
    digits.set(currency, format);
  }
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(Math.abs(amount)).padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const decimal = `${amount < 0 ? "-" : ""}${whole}${places === 0 ? "" : `.${text.slice(-places)}`}`;
  return format.format(decimal as Intl.StringNumericLiteral);
}

/** A duration in ms in the words of somebody in a hurry: `2 d 4 h`, `3 h 20 min`, `12 min`, `less than a minute`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours < 6 && minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return hours % 24 > 0 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
}

/** How long ago an instant was. */
export function ago(instant: string, now: number): string {
  const passed = now - Date.parse(instant);
  return passed < 60_000 ? "just now" : `${duration(passed)} ago`;
}

const instants = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** An instant in the reader's language and time zone. */
export const dateTime = (instant: string): string => instants.format(new Date(instant));

/** The day of an instant. */
export const day = (instant: string): string => days.format(new Date(instant));

/** The first part of an id: enough to tell accounts apart at a glance. */
export const shortId = (id: string): string => (id.length > 13 ? `${id.slice(0, 8)}…` : id);
