/** Files of this repository that every project starts with, as they are but for what is its own. */
const files = [
  ".github/workflows/eventwright.yml",
  "azure.yaml",
  "infra/main.bicep",
  "infra/main.parameters.json",
  "infra/parameters/dev.json",
  "infra/parameters/prod.json",
  "scripts/ci/comment.ts",
] as const;

/** What of a project goes into these files. */
export interface CloudOptions {
  /** npm's name for it. */
  readonly name: string;
  /** Whether its contract asks for access tokens. */
  readonly tokens: boolean;
}

/**
 * What takes a new project to Azure: its workflow, and what people decide about a deployment.
 * @param read gives the text of a file of this repository
 */
export function cloudFiles(options: CloudOptions, read: (path: string) => string): ReadonlyMap<string, string> {
  return new Map(files.map((path) => [path, adapted(path, read(path), options)]));
}

function adapted(path: string, text: string, { name, tokens }: CloudOptions): string {
  if (path === "azure.yaml")
    return text.replace(/^name: .*$/m, `name: ${name}`).replace("See infra/README.md.", "See README.md.");
  // An app whose contract asks for no tokens would wait for an issuer that nobody has, and answer every request with 503. It is
  // not off: the day that the contract asks for them, nobody would be asked.
  if (path.startsWith("infra/parameters/") && !tokens)
    return text.replace(/("apiTokens":\s*\{\s*"value":\s*)"required"/, '$1""');
  // The page about Azure is this repository's; a project's README says the same in short.
  return path.endsWith(".yml") ? text.replace("docs/azure.md", "README.md") : text;
}
