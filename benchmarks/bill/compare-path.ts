import type { CommandPath, PathRequest } from "./command-path.ts";
import type { Recorded } from "./recorder.ts";

/** A request in the words of the table. */
export function wordsOf({ step, operation, container, status }: Recorded): string {
  return `${step}: ${operation} ${container} ${status}`;
}

/**
 * Says where a command's way differs from the table; empty where it does not. The order is left open: read models are written at the
 * same time.
 * @param where the file that holds the table
 */
export function differences(
  path: CommandPath,
  asked: readonly Recorded[],
  where = "benchmarks/bill/command-path.ts",
): readonly string[] {
  const left = path.requests.map(textOf);
  const more: string[] = [];
  for (const request of asked.map(wordsOf)) {
    const at = left.indexOf(request);
    if (at < 0) more.push(request);
    else left.splice(at, 1);
  }
  return [
    ...more.map(
      (request) => `${path.name} asks "${request}", which is not in ${where}: leave it out, or say there why.`,
    ),
    ...left.map((request) => `${path.name} does not ask "${request}" any more: take it out of ${where}.`),
  ];
}

function textOf({ step, request }: PathRequest): string {
  return `${step}: ${request}`;
}
