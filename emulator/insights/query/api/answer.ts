import type { Answer } from "../engine.ts";
import type { Dynamic, Type, Value } from "../types.ts";
import { realText } from "../values/convert.ts";
import { toJson } from "../values/dynamic.ts";
import { formatDatetimeShort, formatTimespan } from "../values/time.ts";

/** An answer as the API sends it. */
export interface AnswerBody {
  readonly tables: readonly [
    {
      readonly name: "PrimaryResult";
      readonly columns: readonly { readonly name: string; readonly type: Type }[];
      readonly rows: readonly (readonly unknown[])[];
    },
  ];
  readonly render?: Readonly<Record<string, string>>;
}

/** The body of an answer. Dynamic values are JSON in text, as Azure sends them. */
export function answerBody({ columns, rows, chart }: Answer, withRender = false): AnswerBody {
  const shown = rows.map((row) => row.map((value, index) => show(value, (columns[index] as { type: Type }).type)));
  const table = { name: "PrimaryResult" as const, columns, rows: shown };
  if (!withRender) return { tables: [table] };
  return { tables: [table], render: { visualization: chart?.kind ?? "table", ...chart?.properties } };
}

function show(value: Value, type: Type): unknown {
  if (value === null) return null;
  switch (type) {
    case "datetime":
      return formatDatetimeShort(value as number);
    case "timespan":
      return formatTimespan(value as number);
    case "dynamic":
      return typeof value === "string" ? value : toJson(value as Dynamic);
    case "real":
      return Number.isFinite(value) ? value : realText(value as number);
    default:
      return value;
  }
}
