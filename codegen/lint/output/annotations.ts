/** A finding beside a line of a file, as GitHub shows it in a pull request. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly title: string;
  readonly message: string;
}

/**
 * One workflow command of GitHub Actions for each annotation. What contracts say can neither end a command nor begin
 * another one.
 */
export function printAnnotations(annotations: readonly Annotation[]): string {
  return annotations
    .map(({ level, file, line, column, title, message }) => {
      const properties = Object.entries({ file, line, col: column, title });
      const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(",");
      return `::${level} ${list}::${data(message)}`;
    })
    .join("\n");
}

// https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts says what has to be escaped.
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
