/** What `func start` was told. */
export interface StartArguments {
  /** Undefined: `Host.LocalHttpPort` of local.settings.json, else 7071. */
  readonly port: number | undefined;
  /** Origins, separated by commas; undefined: those of local.settings.json. */
  readonly cors: string | undefined;
  readonly corsCredentials: boolean | undefined;
  /** Names of hosts, separated by commas, under which it may be reached. The Core Tools let in every name, and have no such option. */
  readonly allowHost: string | undefined;
  /** Names of the functions to load; empty: all. */
  readonly functions: readonly string[];
  readonly enableAuth: boolean;
  readonly verbose: boolean;
  /** Seconds that the start may take; undefined: as long as it takes. */
  readonly timeout: number | undefined;
  /** Folder of the app. */
  readonly scriptRoot: string;
  /** Arguments of Node for the worker. */
  readonly languageWorker: string;
  readonly userLogLevel: string | undefined;
}

/** What is to be done. */
export type FuncCommand =
  | { readonly kind: "start"; readonly start: StartArguments }
  | { readonly kind: "version" | "help" | "extensions" | "decrypt" };

/** Wrong usage, or a command of the Core Tools that this local host does not have. */
export class FuncUsageError extends Error {
  override readonly name = "FuncUsageError";
}

type Draft = { -readonly [Name in keyof StartArguments]: StartArguments[Name] };

interface OptionReader {
  /** Takes the option's values off `rest`. */
  readonly read: (draft: Draft, rest: string[], option: string) => void;
  readonly help: string;
}

const flag = (set: (draft: Draft, value: boolean) => void, help: string): OptionReader => ({
  // The Core Tools take `--verbose` as well as `--verbose false`.
  read: (draft, rest) => set(draft, !/^(true|false)$/i.test(rest[0] ?? "") || rest.shift()?.toLowerCase() === "true"),
  help,
});
const text = (set: (draft: Draft, value: string, option: string) => void, help: string): OptionReader => ({
  read: (draft, rest, option) => {
    const value = rest.shift();
    if (value === undefined) throw new FuncUsageError(`${option} needs a value.`);
    set(draft, value, option);
  },
  help,
});
const ignored = flag(() => {}, "taken, and without meaning here");

const options: Readonly<Record<string, OptionReader>> = {
  port: text((draft, value) => {
    draft.port = whole(value, "port", 65_535);
  }, "port to listen on; 0: any free one (7071)"),
  cors: text((draft, value) => {
    draft.cors = value;
  }, "origins whose pages may use it, separated by commas, or *"),
  "cors-credentials": flag((draft, value) => {
    draft.corsCredentials = value;
  }, "whether their requests may carry cookies"),
  "allow-host": text((draft, value) => {
    draft.allowHost = value;
  }, "names of a tunnel or a container that it may be reached under, with commas between"),
  functions: {
    read: (draft, rest, option) => {
      const names: string[] = [];
      while (rest[0] !== undefined && !rest[0].startsWith("-")) names.push(rest.shift() ?? "");
      if (names.length === 0) throw new FuncUsageError(`${option} needs names of functions.`);
      draft.functions = names;
    },
    help: "names of the functions to load, separated by spaces",
  },
  enableAuth: flag((draft, value) => {
    draft.enableAuth = value;
  }, "ask for function keys, as Azure does"),
  verbose: flag((draft, value) => {
    draft.verbose = value;
  }, "print every log line"),
  timeout: text((draft, value) => {
    draft.timeout = whole(value, "timeout", 86_400);
  }, "seconds that the start may take"),
  "script-root": text((draft, value) => {
    draft.scriptRoot = value;
  }, "folder of the app (the current one)"),
  "language-worker": {
    read: (draft, rest, option) => {
      // `--language-worker -- --inspect=9229`: all that follows.
      const given = rest[0] === "--" ? rest.splice(0).slice(1) : rest.splice(0, 1);
      if (given.length === 0) throw new FuncUsageError(`${option} needs arguments of Node.`);
      draft.languageWorker = given.join(" ");
    },
    help: "arguments of Node for the app's process, such as -- --inspect=9229",
  },
  "user-log-level": text((draft, value) => {
    draft.userLogLevel = value;
  }, "least level of the app's own log lines"),
  "no-build": ignored,
  javascript: ignored,
  typescript: ignored,
  node: ignored,
};
const otherNames = new Map([
  ["p", "port"],
  ["t", "timeout"],
  ["prefix", "script-root"],
]);

/** Options of the Core Tools that mean something else than what this local host does. */
const refusedOptions: Readonly<Record<string, string>> = {
  useHttps: "it serves http only",
  cert: "it serves http only",
  password: "it serves http only",
  "dotnet-isolated-debug": "it runs Node apps only",
  runtime: "it runs Node apps only",
  csharp: "it runs Node apps only",
  dotnet: "it runs Node apps only",
  python: "it runs Node apps only",
  java: "it runs Node apps only",
  powershell: "it runs Node apps only",
  custom: "it runs Node apps only",
  "enable-json-output": "it prints lines of text",
  "json-output-file": "it prints lines of text",
};

/**
 * Reads a command line as the Azure Functions Core Tools know it.
 * @throws FuncUsageError naming what is not known, and what is
 */
export function parseFunc(args: readonly string[]): FuncCommand {
  const [first = "help", second] = args;
  if (/^(-v|--version|version)$/.test(first)) return { kind: "version" };
  if (/^(-h|-\?|--help|help)$/.test(first) || args.some((argument) => /^(--help|-h)$/.test(argument))) {
    return { kind: "help" };
  }
  if (first === "start") return { kind: "start", start: parseStart(args.slice(1)) };
  if (first === "host" && second === "start") return { kind: "start", start: parseStart(args.slice(2)) };
  if (first === "extensions" && (second === "install" || second === "sync")) return { kind: "extensions" };
  if (first === "settings" && second === "decrypt") return { kind: "decrypt" };
  throw new FuncUsageError(
    `This local host does not have \`func ${[first, second].filter(Boolean).join(" ")}\`; the Azure Functions Core Tools do.`,
  );
}

function parseStart(args: readonly string[]): StartArguments {
  const draft: Draft = {
    port: undefined,
    cors: undefined,
    corsCredentials: undefined,
    allowHost: undefined,
    functions: [],
    enableAuth: false,
    verbose: false,
    timeout: undefined,
    scriptRoot: ".",
    languageWorker: "",
    userLogLevel: undefined,
  };
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    // `--port=7071` is `--port 7071`.
    const [, written, value] = /^--?([A-Za-z][A-Za-z-]*)(?:=(.*))?$/s.exec(argument) ?? [];
    if (value !== undefined) rest.unshift(value);
    if (written === undefined) throw new FuncUsageError(`\`${argument}\` is not known here.`);
    const name = otherNames.get(written) ?? written;
    const known = Object.keys(options).find((each) => each.toLowerCase() === name.toLowerCase());
    if (known !== undefined) options[known]?.read(draft, rest, argument);
    else throw new FuncUsageError(unknownOption(argument, name));
  }
  return draft;
}

function unknownOption(argument: string, name: string): string {
  const refused = Object.keys(refusedOptions).find((each) => each.toLowerCase() === name.toLowerCase());
  return refused === undefined
    ? `The option ${argument} is not known.`
    : `This local host does not have the option ${argument}: ${refusedOptions[refused]}.`;
}

function whole(value: string, name: string, most: number): number {
  const number = Number(value);
  if (/^\d{1,5}$/.test(value) && number <= most) return number;
  throw new FuncUsageError(`--${name} must be a whole number from 0 to ${most}.`);
}

/** What the command can do, for people. */
export function funcUsage(): string {
  const lines = Object.entries(options).map(([name, { help }]) => `  --${name.padEnd(18)} ${help}`);
  return `Runs an Azure Functions app in Node, in place of the Azure Functions Core Tools.

  func start [options]       also: func host start
  func --version

${lines.join("\n")}

-p is --port, -t is --timeout, --prefix is --script-root.
`;
}
