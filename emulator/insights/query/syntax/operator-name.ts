import type { Cursor } from "./cursor.ts";
import type { Token } from "./token.ts";

/** The name of an operator, which may have hyphens (`mv-expand`). */
export function operatorName(cursor: Cursor): Token {
  const first = cursor.name("an operator");
  let { text, end } = first;
  while (cursor.is("-") && cursor.peek().at === end && cursor.touches() && cursor.peek(1).kind === "name") {
    cursor.take();
    const part = cursor.take();
    text += `-${part.text}`;
    end = part.end;
  }
  return { ...first, text, end };
}
