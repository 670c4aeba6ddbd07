/** The word that differs least from a misspelt one, when it differs little: by a letter, or by a quarter of its letters. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 4));
  let best: string | undefined;
  let least = most + 1;
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const steps = distance(word.toLowerCase(), other.toLowerCase());
    if (steps < least || (steps === least && best !== undefined && other < best)) {
      best = other;
      least = steps;
    }
  }
  return best;
}

/** Number of letters to insert, delete, change or exchange with their neighbour. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const steps = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(isSwap ? Math.min(steps, (before[j - 2] ?? 0) + 1) : steps);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
