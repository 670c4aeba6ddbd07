const key = "name";

/** The name that was given last in this browser. */
export function rememberedName(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a name for the next time, where the browser lets it be kept. */
export function rememberName(name: string): void {
  try {
    if (name.trim() !== "") localStorage.setItem(key, name.trim());
  } catch {
    // Storage may be forbidden; then it is typed again.
  }
}
