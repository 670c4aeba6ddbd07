import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below what Linux (32768), macOS and Windows (49152) give to clients and to whoever asks for port 0. A port from there may be
 * taken in the moment between looking and listening, or while a process that had it starts again: even by a client that
 * tries to reach that process, which then talks to itself.
 */
const first = 20_000;
const afterLast = 32_000;
const tries = 100;

/**
 * A port on loopback that nobody has, for who must know it before it listens, or comes back under the same address.
 * @param next which one to try
 * @throws Error when none is found
 */
export async function freePort(next: () => number = () => randomInt(first, afterLast)): Promise<number> {
  for (let turn = 0; turn < tries; turn++) {
    const port = next();
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found between ${first} and ${afterLast}; end some of what listens there.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
