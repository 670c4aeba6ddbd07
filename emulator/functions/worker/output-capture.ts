import { AsyncLocalStorage } from "node:async_hooks";

/** Which invocation is running. */
export interface Running {
  readonly functionName: string;
  readonly invocationId: string;
}

/** The invocation that the current call belongs to, if any. */
export const running = new AsyncLocalStorage<Running>();

/**
 * Sends whole lines that the app writes to stdout and stderr to `line`, with the invocation that wrote them. Output that
 * does not pass through the streams' `write` (a native crash) still reaches the pipes of the process.
 */
export function captureOutput(
  line: (stream: "stdout" | "stderr", text: string, by: Running | undefined) => void,
): void {
  for (const name of ["stdout", "stderr"] as const) {
    let rest = "";
    const write = (chunk: string | Uint8Array, ...args: unknown[]): boolean => {
      const lines = (rest + (typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))).split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) if (text !== "") line(name, text, running.getStore());
      const done = args.find((argument) => typeof argument === "function") as (() => void) | undefined;
      if (done !== undefined) process.nextTick(done);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}
