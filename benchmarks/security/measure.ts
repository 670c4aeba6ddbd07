/** What one ask costs, microseconds. */
export interface Cost {
  /** Processor time, that of threads which check signatures included. */
  readonly cpu: number;
  /** Until the answer, one ask after another. */
  readonly time: number;
}

/** Asks so often, one after another. */
export async function costOf(ask: (turn: number) => unknown, times: number): Promise<Cost> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let turn = 0; turn < times; turn++) await ask(turn);
  const elapsed = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / times, time: (elapsed * 1000) / times };
}

/** Another one begins each time, so that none has the quiet moments to itself. */
export function inTurn<T>(all: readonly T[], round: number): readonly T[] {
  return all.map((_, index) => all[(index + round) % all.length] as T);
}
