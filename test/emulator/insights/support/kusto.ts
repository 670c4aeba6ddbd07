import { createRequire } from "node:module";
import { columns, tableNames } from "../../../../emulator/insights/tables.ts";

/** A complaint of Microsoft's own parser about a query. */
export interface KustoDiagnostic {
  readonly severity: "Error" | "Warning" | "Suggestion" | "Information" | "Hidden";
  /** Such as `KS142`. */
  readonly code: string;
  readonly message: string;
  /** Characters before what is wrong. */
  readonly at: number;
}

/** What Microsoft's own parser and analyser say of a query. */
export interface KustoAnalysis {
  readonly diagnostics: readonly KustoDiagnostic[];
  /** The columns that the query has; undefined when it comes to no rows, or they cannot be known. */
  readonly columns: readonly { readonly name: string; readonly type: string }[] | undefined;
}

/**
 * What `@kusto/language-service-next` says against a query over the tables of Application Insights: of its syntax, and of names
 * and types. Empty: it is a good query. Loading the parser takes a second, once.
 */
export const diagnosticsOf = (query: string): readonly KustoDiagnostic[] => analysisOf(query).diagnostics;

/** Diagnostics and columns of a query over the tables of Application Insights. */
export function analysisOf(query: string): KustoAnalysis {
  const { language, globals } = loaded();
  const code = language.KustoCode.ParseAndAnalyze(query, globals);
  const found = listed<RawDiagnostic>(code.GetDiagnostics());
  const diagnostics = found.map((each) => ({
    severity: each.Severity as KustoDiagnostic["severity"],
    code: each.Code,
    message: each.Message,
    at: each.Start,
  }));
  const result = code.ResultType?.Columns;
  return {
    diagnostics,
    columns: result && listed<RawColumn>(result).map((each) => ({ name: each.Name, type: each.Type.Name })),
  };
}

// The package is C# that was compiled to scripts for browsers: they put their names among the globals and have no types worth using.
interface RawDiagnostic {
  readonly Severity: string;
  readonly Code: string;
  readonly Message: string;
  readonly Start: number;
}
interface RawColumn {
  readonly Name: string;
  readonly Type: { readonly Name: string };
}
interface RawList<T> {
  readonly Count: number;
  getItem(index: number): T;
}
interface Code {
  readonly ResultType?: { readonly Columns?: RawList<RawColumn> };
  GetDiagnostics(): RawList<RawDiagnostic>;
}
interface Language {
  readonly KustoCode: { ParseAndAnalyze(query: string, globals: unknown): Code };
}

const listed = <T>(list: RawList<T>) => Array.from({ length: list.Count }, (_, index) => list.getItem(index));

let known: { readonly language: Language; readonly globals: unknown } | undefined;

function loaded() {
  known ??= load();
  return known;
}

function load() {
  const require = createRequire(import.meta.url);
  require("@kusto/language-service-next/bridge.min.js");
  require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
  const { Kusto, System } = globalThis as unknown as Record<"Kusto" | "System", Raw>;
  const { Language: language } = Kusto;
  const { Symbols } = language;
  const tables = new (System.Collections.Generic.List$1(Symbols.Symbol).ctor)();
  for (const name of tableNames) {
    const schema = Object.entries(columns[name]).map(([column, type]) => `${column}: ${type}`);
    tables.add(new Symbols.TableSymbol.$ctor7(name, `(${schema.join(", ")})`, null));
  }
  const database = new Symbols.DatabaseSymbol.$ctor3("insights", null, tables, false);
  return { language: language as Language, globals: language.GlobalState.Default.WithDatabase(database) as unknown };
}

// biome-ignore lint/suspicious/noExplicitAny: names of the compiled scripts; what is used of them is typed above
type Raw = any;
