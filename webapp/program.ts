import { CommanderError } from "commander";

/** A web application that listens. */
export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Takes a line of the log. */
type ProgramLog = (level: "info" | "warn" | "error", message: string) => void;

/** A web application as a program. */
export interface Program<Options, App extends Running> {
  /** As it is called in an error. */
  readonly name: string;
  /** @throws CommanderError when the command line asks for help or is wrong */
  readonly parse: (args: readonly string[]) => Options;
  readonly start: (options: Options & { readonly log: ProgramLog }) => Promise<App>;
  /** What people read once it listens. */
  readonly banner: (url: string) => string;
  /** Told what the parent process sends. */
  readonly told?: (message: unknown, running: App | undefined) => void;
}

/**
 * Runs a web application until a signal or the end of its parent: from the command line, or as a child process of `npm start`. A
 * child gets its options as JSON in the environment, where other users do not see keys in them, and tells its parent the address.
 */
export async function runProgram<Options, App extends Running>(program: Program<Options, App>): Promise<void> {
  const given = process.env["EVENTWRIGHT_OPTIONS"];
  const isChild = process.send !== undefined && given !== undefined;
  let running: App | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) {
    process.once(signal, async () => {
      await running?.stop();
      process.exit(0);
    });
  }
  process.on("message", (message) => program.told?.(message, running));
  try {
    const options = isChild ? (JSON.parse(given) as Options) : program.parse(process.argv.slice(2));
    running = await program.start({
      ...options,
      log: (level, message) => void process.stderr.write(`[${level}] ${message}\n`),
    });
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    process.stderr.write(`${wordsOf(error, program.name)}\n`);
    process.exit(2);
  }
  if (isChild) process.send?.({ ready: true, url: running.url });
  else process.stdout.write(program.banner(running.url));
}

function wordsOf(error: unknown, name: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `The port of ${name} is in use (${message}). Choose another one with --port.`;
  return message;
}
