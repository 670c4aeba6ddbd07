/**
 * A value as one line of JSON, with its line feed. JSON lets U+2028 and U+2029 stand in texts, and readers of lines (Node's
 * `readline` is one) take them for ends of lines, so they are escaped.
 */
export function jsonLine(value: unknown): string {
  const text = JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
  return `${text}\n`;
}
