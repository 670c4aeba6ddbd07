/**
 * Remembers what a pure function has answered for a text, so that a watcher does again only what has changed. When there
 * are more than `most` answers, all are forgotten.
 */
export function remember<T>(answer: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const fresh = answer(text);
    known.set(text, fresh);
    return fresh;
  };
}
