import { printJson } from "../json/json.ts";

/** What the files of a new project depend on. */
export interface ProjectOptions {
  /** npm's name for it. */
  readonly name: string;
  readonly title: string;
  /** File name of the archive below `vendor/`. */
  readonly archive: string;
  /** `scripts/run.mjs` and `host.json`, which are the same in every project. */
  readonly runner: string;
  readonly host: string;
}

/** The files of a new project besides contract, handlers and generated code. */
export function projectFiles(options: ProjectOptions): ReadonlyMap<string, string> {
  const { name, title, archive, runner, host } = options;
  const program = (file: string) => `node scripts/run.mjs node_modules/eventwright/dist/bin/eventwright.mjs ${file}`;
  const manifest = {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    main: "handlers/app.ts",
    engines: { node: ">=20" },
    scripts: {
      start: program("start"),
      test: "node scripts/run.mjs scripts/test.mjs",
      generate: program("generate"),
      contract: program("contract"),
      docs: program("docs"),
      package: program("package"),
      explain: program("explain"),
      infra: program("infra"),
      types: "tsc -p tsconfig.json",
      deadletters: program("deadletters"),
      rebuild: program("rebuild"),
      clock: program("clock"),
      dashboard: program("dashboard"),
    },
    dependencies: { eventwright: `file:vendor/${archive}` },
  };
  return new Map([
    ["package.json", printJson(manifest)],
    [".npmrc", "fund=false\naudit=false\nomit-lockfile-registry-resolved=true\nloglevel=error\n"],
    [".gitignore", "node_modules/\n.eventwright/\ndist/\n*.log\nlocal.settings.json\n"],
    [".gitattributes", "generated/** linguist-generated -diff\n*.tgz binary\n"],
    ["host.json", host],
    ["scripts/run.mjs", runner],
    ["scripts/test.mjs", tests],
    ["tsconfig.json", printJson({ compilerOptions, include: ["generated", "handlers", "test"] })],
    ["README.md", readme(title)],
  ]);
}

const compilerOptions = {
  target: "es2025",
  module: "nodenext",
  moduleDetection: "force",
  types: ["node"],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  isolatedModules: true,
  skipLibCheck: true,
};

const tests = `// \`npm test\`: generated code is current, everything compiles, and the tests pass. Arguments go to Node's test runner.
import { spawnSync } from "node:child_process";

const steps = [
  ["node_modules/eventwright/dist/bin/eventwright.mjs", "generate", "--check"],
  ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
  ["--test", ...(process.argv.length > 2 ? process.argv.slice(2) : ["test/**/*.test.ts"])],
];
for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
`;

function readme(title: string): string {
  return `# ${title}

Made with Eventwright: the contract is \`asyncapi.yaml\` with \`schemas/\`, everything in \`generated/\` follows from it, and
\`handlers/\` is written by hand.

\`\`\`sh
npm start   # installs what is missing, generates, starts everything on this machine, prints where it is and what to try
npm test    # generated code is current, everything compiles, the tests pass
\`\`\`

You need Node 20 or newer with npm.

| to | run |
|---|---|
| change a message | edit \`asyncapi.yaml\` or \`schemas/\`, then \`npm run generate\`; \`npm run types\` names what is missing in \`handlers/\` |
| keep generated code current while you edit | \`npm run generate -- --watch\` |
| see what else there is for contracts | \`npm run contract -- --help\` |
| make the zip that Azure runs | \`npm run package\` |
| see what could not be handled | \`npm run deadletters -- list\` |

\`vendor/\` holds the package \`eventwright\` itself; a newer one replaces it with \`npm install ./vendor/<archive>\`.
`;
}
