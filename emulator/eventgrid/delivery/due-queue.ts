/** A delivery's number and when it is due (ms since 1970). */
export interface DueEntry {
  readonly seq: number;
  readonly due: number;
}

const before = (a: DueEntry, b: DueEntry) => a.due < b.due || (a.due === b.due && a.seq < b.seq);

/** A priority queue: earliest due first, then in the order published. */
export class DueQueue {
  readonly #heap: DueEntry[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The entry that is due first. */
  peek(): DueEntry | undefined {
    return this.#heap[0];
  }

  push(entry: DueEntry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent] as DueEntry)) break;
      heap[at] = heap[parent] as DueEntry;
      at = parent;
    }
    heap[at] = entry;
  }

  pop(): DueEntry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && before(heap[right] as DueEntry, heap[left] as DueEntry) ? right : left;
      if (!before(heap[child] as DueEntry, last)) break;
      heap[at] = heap[child] as DueEntry;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  /** Makes every entry due by `now`, in the order published. */
  hurry(now: number): void {
    const seqs = this.#heap.map((entry) => entry.seq).sort((a, b) => a - b);
    this.clear();
    // A sorted array is a heap already.
    for (const seq of seqs) this.#heap.push({ seq, due: now });
  }

  clear(): void {
    this.#heap.length = 0;
  }
}
