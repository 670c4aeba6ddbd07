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
  /** What its contract asks of callers. */
  readonly asks: { readonly keys: boolean; readonly tokens: boolean };
}

/** The files of a new project besides contract, handlers and generated code. */
export function projectFiles(options: ProjectOptions): ReadonlyMap<string, string> {
  const { name, title, archive, runner, host, asks } = options;
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
      check: "node scripts/run.mjs scripts/check.mjs",
      generate: program("generate"),
      contract: program("contract"),
      docs: program("docs"),
      explain: program("explain"),
      infra: program("infra"),
      types: "tsc -p tsconfig.json",
      package: program("package"),
      insights: program("insights"),
      token: program("token"),
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
    ["scripts/check.mjs", checks],
    ["tsconfig.json", printJson({ compilerOptions, include: ["generated", "handlers", "test"] })],
    ["README.md", readme(title, asks)],
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

const checks = `// \`npm run check\`: everything that can be known without running anything. Says every fault before it fails.
import { spawnSync } from "node:child_process";

const eventwright = "node_modules/eventwright/dist/bin/eventwright.mjs";
const steps = {
  "generated code is current": [eventwright, "generate", "--check"],
  "the contract breaks nobody": [eventwright, "contract", "check"],
  "the contract": [eventwright, "contract", "lint"],
  types: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
};
let failed = 0;
for (const [what, args] of Object.entries(steps)) {
  console.log(\`— \${what}\`);
  if (spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0) failed++;
}
console.log(failed === 0 ? "All good." : \`\${failed} checks failed.\`);
process.exit(failed === 0 ? 0 : 1);
`;

function readme(title: string, asks: ProjectOptions["asks"]): string {
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
| see what could not be handled | \`npm run deadletters -- list\` |
| know all that is known without running it | \`npm run check\` |
| freeze a version of the contract that others use | \`npm run contract -- publish\` |
| make the zip that Azure runs | \`npm run package\` |
| see what is needed on Azure, and the commands that deploy it | \`npm run infra\`, \`npm run infra -- --deploy\` |

## Who may call

${callers(asks)}

## Pull requests and Azure

\`.github/workflows/eventwright.yml\` checks every pull request, comments what it does to those who use the contract, and packages what is merged. Commit
\`package-lock.json\`, which the first install writes: the workflow installs what it says.

It deploys when the repository's variable \`DEPLOY_ENVIRONMENT\` names an environment (\`dev\`), or by hand. The environment, named as its file in
\`infra/parameters/\`, has the variables \`AZURE_CLIENT_ID\`, \`AZURE_TENANT_ID\`, \`AZURE_SUBSCRIPTION_ID\` and \`AZURE_RESOURCE_GROUP\`. There is no secret: the identity of that
client trusts tokens of \`repo:OWNER/REPOSITORY:environment:dev\`, and is Contributor and Role Based Access Control Administrator of the group.
With the Azure Developer CLI, \`azd up\` does the same from here.

\`vendor/\` holds the package \`eventwright\` itself; a newer one replaces it with \`npm install ./vendor/<archive>\`.
`;
}

/** What a project's README says of its callers. */
function callers({ keys, tokens }: ProjectOptions["asks"]): string {
  const key = keys ? "a function key (`x-functions-key`)" : "no function key";
  const local = `\`npm start\` asks for nothing, so that there is nothing in the way of trying things out.`;
  if (tokens)
    return `The contract asks for ${key} and for an access token on Azure. ${local} \`npm start -- --secure\` asks as Azure does, with an issuer of
its own; \`npm run -s token -- --as anna\` prints a token, \`npm run token -- --help\` says how to get one that is refused. Before the first
deployment write your issuer and what its tokens have in \`aud\` to \`oidcIssuer\` and \`oidcAudience\` in \`infra/parameters/\`: until then the app answers 503.`;
  return `The contract asks for ${key} and for no access token, so that ${keys ? "whoever has a key" : "everybody"} may call on Azure. ${local}
\`npm start -- --secure\` asks for tokens of an issuer of its own all the same, whatever their scopes, and \`npm run -s token -- --as anna\` prints one. To ask for them on Azure,
too, give operations a \`security\` with an \`openIdConnect\` scheme in \`asyncapi.yaml\`, and write your issuer to \`oidcIssuer\` and what its tokens have in \`aud\`
to \`oidcAudience\` in \`infra/parameters/\`: until then the app answers 503.`;
}
