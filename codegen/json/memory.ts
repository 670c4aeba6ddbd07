/** Remembers texts by what they were made of. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/** A memory for one run: nothing is forgotten. */
export function memoryWithoutEnd<T>(): Memory<T> {
  return new Map<string, T>();
}
