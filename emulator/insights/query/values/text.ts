/** Case is ignored in ASCII letters only, as Kusto's operators do. */
export function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const letterOrDigit = /[\p{L}\p{N}]/u;

function isTermCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return false;
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return letterOrDigit.test(String.fromCodePoint(text.codePointAt(at) as number));
}

/**
 * Whether a term stands in a text. Terms are runs of letters and digits; a needle that has other characters must stand there as
 * it is, and its ends must be ends of terms. `open` leaves an end free: `hasprefix` the right one, `hassuffix` the left one.
 */
export function hasTerm(text: string, needle: string, open?: "left" | "right"): boolean {
  if (needle === "") return true;
  const boundedLeft = open !== "left" && isTermCharacter(needle, 0);
  const boundedRight = open !== "right" && isTermCharacter(needle, needle.length - 1);
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    if (
      (!boundedLeft || at === 0 || !isTermCharacter(text, at - 1)) &&
      (!boundedRight || !isTermCharacter(text, end))
    ) {
      return true;
    }
  }
  return false;
}
