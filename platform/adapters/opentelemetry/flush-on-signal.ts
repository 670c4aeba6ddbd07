/**
 * Flushes when this process is asked to end by a signal. A process that nobody else would keep alive then ends of it, as it would
 * have; where somebody else listens, how it ends is theirs. The Functions host says so by a message, before any signal.
 * @returns what takes it back
 */
export function flushOnSignal(flush: () => Promise<void>): () => void {
  const onSignal = () =>
    void flush().finally(() => {
      process.off("SIGTERM", onSignal);
      if (process.listenerCount("SIGTERM") === 0) process.kill(process.pid, "SIGTERM");
    });
  process.on("SIGTERM", onSignal);
  return () => void process.off("SIGTERM", onSignal);
}
