import { execFileSync, spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { JsonObject } from "../json/json.ts";

/** The package that makes the page that many AsyncAPI users know. It is no dependency of this project: it brings 374 MB. */
const packageName = "@asyncapi/html-template";

/** The template is not installed where the contract or this project could find it. */
export class TemplateMissing extends Error {
  readonly code = "docs-template-missing";

  constructor() {
    super(
      `${packageName} is not installed. Install it beside the contract, without the browser that it would download:\n` +
        `  PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save ${packageName}@3.5.6`,
    );
  }
}

/** The template has failed; the message is its own. */
export class TemplateFailed extends Error {
  readonly code = "docs-template-failed";
}

/** What is told to the process that runs the template. */
export interface TemplateWork {
  readonly bundle: JsonObject;
  readonly template: string;
  readonly out: string;
}

/**
 * Runs the template over a bundled contract, in a process of its own: the AsyncAPI generator looks for npm where Node's module
 * path says, and that is read when a process starts.
 * @param contract the document that the template is looked for beside
 * @throws TemplateMissing, TemplateFailed
 */
export function runHtmlTemplate(bundle: JsonObject, contract: string, out: string): void {
  const work: TemplateWork = { bundle, template: templateFolder(contract), out };
  const file = fileURLToPath(new URL("./html-template-run.ts", import.meta.url));
  const env = {
    ...process.env,
    NODE_PATH: [npmModules(), process.env["NODE_PATH"] ?? ""].filter(Boolean).join(delimiter),
  };
  const { status, stderr } = spawnSync(process.execPath, [file], {
    env,
    input: JSON.stringify(work),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new TemplateFailed(`${packageName} has failed:\n${stderr.trim()}`);
}

/** Where the package is: beside the contract, else beside this project. */
function templateFolder(contract: string): string {
  for (const from of [pathToFileURL(contract), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve(`${packageName}/package.json`));
    } catch {
      // Somewhere else then.
    }
  }
  throw new TemplateMissing();
}

/** The folder that npm itself is installed in; empty when there is none. */
function npmModules(): string {
  const byNpm = process.env["npm_execpath"];
  if (byNpm !== undefined && /[\\/]npm[\\/]bin[\\/]/.test(byNpm)) return join(byNpm, "..", "..", "..");
  try {
    const command = process.platform === "win32" ? "where" : "which";
    const found = execFileSync(command, ["npm"], { encoding: "utf8" }).split(/\r?\n/)[0] ?? "";
    return join(realpathSync(found), "..", "..", "..");
  } catch {
    return "";
  }
}
