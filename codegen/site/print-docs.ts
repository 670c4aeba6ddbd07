import type { Paint } from "../cli/paint.ts";
import { printDiagnostic } from "../cli/print.ts";
import type { DocsOutcome } from "./run.ts";

/** What a run has to tell, for people. */
export function printDocs(
  { ok, diagnostics, index, written, size, messages, duration }: DocsOutcome,
  paint: Paint,
): string {
  const lines = diagnostics.map((diagnostic) => printDiagnostic(diagnostic, paint));
  const time = paint.dim(`(${messages} messages, ${duration} ms)`);
  if (!ok) {
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    return [...lines, `${paint.red(`${errors} errors; nothing was written.`)} ${time}`].join("\n");
  }
  const { changed, removed, unchanged } = written ?? { changed: [], removed: [], unchanged: 0 };
  const files = changed.length + unchanged;
  const what =
    written === undefined
      ? ""
      : `${files} files, ${((size ?? 0) / 1e6).toFixed(2)} MB; ${changed.length} written, ${removed.length} deleted`;
  return [...lines, `${paint.green("Documentation is built.")} ${what} ${time}`, `Open ${index}`].join("\n");
}
