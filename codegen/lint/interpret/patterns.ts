/** A pattern as validators read it; undefined when it cannot be read. Remembered: contracts repeat theirs. */
export function patternOf(source: string): RegExp | undefined {
  const known = patterns.get(source);
  if (known !== undefined || patterns.has(source)) return known;
  if (patterns.size >= 10_000) patterns.clear();
  const compiled = compile(source);
  patterns.set(source, compiled);
  return compiled;
}

const patterns = new Map<string, RegExp | undefined>();

function compile(source: string): RegExp | undefined {
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
}
