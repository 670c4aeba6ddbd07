/** Files of this repository that every project starts with, as they are but for its name. */
const files = [
  ".github/workflows/eventwright.yml",
  "azure.yaml",
  "infra/main.bicep",
  "infra/main.parameters.json",
  "infra/parameters/dev.json",
  "infra/parameters/prod.json",
  "scripts/ci/comment.ts",
] as const;

/**
 * What takes a new project to Azure: its workflow, and what people decide about a deployment.
 * @param read gives the text of a file of this repository
 */
export function cloudFiles(name: string, read: (path: string) => string): ReadonlyMap<string, string> {
  return new Map(files.map((path) => [path, adapted(path, read(path), name)]));
}

function adapted(path: string, text: string, name: string): string {
  if (path === "azure.yaml")
    return text.replace(/^name: .*$/m, `name: ${name}`).replace("See infra/README.md.", "See README.md.");
  // The page about Azure is this repository's; a project's README says the same in short.
  return path.endsWith(".yml") ? text.replace("docs/azure.md", "README.md") : text;
}
