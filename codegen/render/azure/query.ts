import { attribute } from "./telemetry-names.ts";

/** A value that whoever runs a query sets: a `let` at its head. */
export interface Parameter {
  readonly name: string;
  /** In KQL, such as `1d` or `""`. */
  readonly value: string;
  readonly meaning: string;
}

/** A question to Application Insights. */
export interface AzureQuery {
  /** Name of its file, without its ending. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** What it answers and how it is read, in whole sentences. */
  readonly about: string;
  readonly parameters: readonly Parameter[];
  /** What its columns hold, by name, in their order. */
  readonly columns: Readonly<Record<string, string>>;
  /**
   * The query behind its parameters.
   * @param within the condition that keeps it to a time
   */
  readonly body: (within: string) => string;
}

/** The condition that keeps a query file to its `period`. */
export const withinPeriod = "timestamp > ago(period)";

/** How far back a query looks. */
export function period(value: string): Parameter {
  return { name: "period", value, meaning: "how far back it looks" };
}

/** The attribute of a row as a text. */
export function dimension(name: keyof typeof attribute): string {
  return `tostring(customDimensions["${attribute[name]}"])`;
}

/** A text in KQL. */
export function text(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\r", "\\r").replaceAll("\n", "\\n")}"`;
}

/** Texts in KQL, in brackets. */
export function texts(values: readonly string[]): string {
  return `(${values.map(text).join(", ")})`;
}

/** A table that stands in the query itself. */
export function datatable(
  columns: Readonly<Record<string, "string" | "timespan">>,
  rows: readonly (readonly string[])[],
): string {
  const types = Object.entries(columns).map(([name, type]) => `${name}: ${type}`);
  const lines = rows.map((row) => `    ${row.join(", ")},\n`);
  return `datatable(${types.join(", ")}) [\n${lines.join("")}]`;
}

/** A span of time in KQL. Milliseconds in. */
export function timespan(milliseconds: number): string {
  for (const [unit, size] of [
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1_000],
  ] as const) {
    if (milliseconds > 0 && milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return `${milliseconds}ms`;
}
