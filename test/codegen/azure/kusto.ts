import { createRequire } from "node:module";
import { columns } from "../../../emulator/insights/tables.ts";

const require = createRequire(import.meta.url);
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
// biome-ignore lint/suspicious/noExplicitAny: the package declares namespaces, and no module.
const { Language } = (globalThis as any).Kusto;

const tables = Object.entries(columns).map(([name, of]) => {
  const schema = Object.entries(of).map(([column, type]) => `${column}: ${type}`);
  return Language.Symbols.TableSymbol.From(`(${schema.join(", ")})`).WithName(name);
});
const database = new Language.Symbols.DatabaseSymbol.$ctor1("component", tables, false);
const globals = Language.GlobalState.Default.WithDatabase(database);

/** What Microsoft's parser has against a query to Application Insights; empty: nothing. */
export function diagnosticsOf(query: string): readonly string[] {
  const found = Language.KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => {
    const { Message, Start, Length } = found.getItem(index);
    return `${Message} «${query.slice(Start, Start + Length)}»`;
  });
}

/** The columns of a query's rows, in their order. */
export function columnsOf(query: string): readonly string[] {
  const { Columns } = Language.KustoCode.ParseAndAnalyze(query, globals).ResultType;
  return Array.from({ length: Columns.Count }, (_, index) => Columns.getItem(index).Name);
}
