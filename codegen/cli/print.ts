import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Paint } from "./paint.ts";
import type { Outcome } from "./run.ts";

/** A finding for people: place, rule, what and why, what to do. */
export function printDiagnostic(diagnostic: Diagnostic, paint: Paint): string {
  const { file, line, column, severity, rule, name, message, fix, pointer } = diagnostic;
  const colour = severity === "error" ? paint.red : severity === "warning" ? paint.yellow : paint.dim;
  return [
    `${file}:${line}:${column} ${colour(`${severity} ${rule}`)} ${name}${pointer === "" ? "" : paint.dim(` ${pointer}`)}`,
    `  ${message}`,
    `  ${paint.green("fix:")} ${fix}`,
    "",
  ].join("\n");
}

/** Infos of one rule that are shown to people. A big contract that was not written for the generator has thousands. */
const mostInfos = 3;

/** Findings for people: of infos, the first ones of each rule and how many more there are. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint): readonly string[] {
  const infos = new Map<string, number>();
  const lines = diagnostics.flatMap((diagnostic) => {
    if (diagnostic.severity !== "info") return [printDiagnostic(diagnostic, paint)];
    const count = (infos.get(diagnostic.rule) ?? 0) + 1;
    infos.set(diagnostic.rule, count);
    return count <= mostInfos ? [printDiagnostic(diagnostic, paint)] : [];
  });
  for (const [rule, count] of infos) {
    if (count > mostInfos) lines.push(paint.dim(`${count - mostInfos} more of ${rule}; --json lists them all.`), "");
  }
  return lines;
}

/** Everything that a run has to tell, for people. */
export function printOutcome(outcome: Outcome, paint: Paint): string {
  const lines = [...printDiagnostics(outcome.diagnostics, paint)];
  for (const { path, state, lines: changed } of outcome.differences ?? []) {
    lines.push(`${paint.red(state.padEnd(9))} ${path}`, ...changed.map((line) => paint.dim(`            ${line}`)));
  }
  return [...lines, summary(outcome, paint)].join("\n");
}

function summary({ ok, written, differences, diagnostics, messages, duration }: Outcome, paint: Paint): string {
  const time = paint.dim(`(${plural(messages, "message")}, ${Math.round(duration)} ms)`);
  if (differences !== undefined) {
    if (ok) return `${paint.green("Generated files are current.")} ${time}`;
    const what = `${plural(differences.length, "generated file")} ${differences.length === 1 ? "differs" : "differ"}`;
    return `${paint.red(`${what} from the contract.`)} Run \`npm run generate\`; edited files lose their changes. ${time}`;
  }
  if (written === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    return `${paint.red(`${plural(errors, "error")}; nothing was written.`)} ${time}`;
  }
  const { changed, removed, unchanged } = written;
  const counts = `${changed.length} written, ${removed.length} deleted, ${unchanged} unchanged`;
  return `${paint.green("Generated.")} ${counts} ${time}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
