/** One line of a printed JSON value. */
export interface JsonLine {
  readonly depth: number;
  /** JSON pointer of what stands on it. */
  readonly pointer: string;
  readonly key?: string;
  readonly kind: "string" | "number" | "boolean" | "null" | "open" | "close" | "folded";
  readonly text: string;
  readonly comma: boolean;
  /** Of an opening line: can be folded. */
  readonly foldable: boolean;
}

/** The lines of a value, without those inside of what is folded. */
export function jsonLines(value: unknown, folded: ReadonlySet<string>): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  add(lines, folded, value, { depth: 0, pointer: "", comma: false });
  return lines;
}

/** A step of a JSON pointer. */
export const pointerPart = (key: string): string => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;

type Place = Pick<JsonLine, "depth" | "pointer" | "comma"> & { readonly key?: string };

function add(lines: JsonLine[], folded: ReadonlySet<string>, value: unknown, place: Place): void {
  if (typeof value !== "object" || value === null) {
    const kind = value === null || value === undefined ? "null" : (typeof value as "string" | "number" | "boolean");
    lines.push({ ...place, kind, text: JSON.stringify(value ?? null), foldable: false });
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) {
    lines.push({ ...place, kind: "open", text: `${open}${close}`, foldable: false });
    return;
  }
  if (folded.has(place.pointer)) {
    const count = `${entries.length} ${isList ? "items" : "members"}`;
    lines.push({ ...place, kind: "folded", text: `${open} … ${count} … ${close}`, foldable: true });
    return;
  }
  lines.push({ ...place, comma: false, kind: "open", text: open, foldable: true });
  for (const [at, [key, one]] of entries.entries()) {
    add(lines, folded, one, {
      depth: place.depth + 1,
      pointer: place.pointer + pointerPart(key),
      comma: at < entries.length - 1,
      ...(!isList && { key }),
    });
  }
  lines.push({
    depth: place.depth,
    pointer: place.pointer,
    comma: place.comma,
    kind: "close",
    text: close,
    foldable: false,
  });
}
