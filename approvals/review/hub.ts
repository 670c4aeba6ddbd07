/** Tells whoever listens what has changed. */
export interface Hub<Message> {
  tell(message: Message): void;
  /** @returns what ends the listening */
  listen(listener: (message: Message) => void): () => void;
}

/** A hub inside one process. */
export function makeHub<Message>(): Hub<Message> {
  const listeners = new Set<(message: Message) => void>();
  return {
    tell(message) {
      for (const listener of [...listeners]) listener(message);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
