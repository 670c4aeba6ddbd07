import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";

/** What a script has left. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  /** Outputs of the step, as `name=value` lines. */
  readonly outputs: string;
}

/** Runs a step's script as a runner does: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
export async function runScript(script: string, cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-step-"));
  try {
    const at = (name: string) => join(folder, name);
    writeFileSync(at("step.sh"), script);
    const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...inherited } = process.env;
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", at("step.sh")], {
      cwd,
      env: {
        ...inherited,
        // The workflow sets up the Node that these tests run on.
        PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}`,
        CI: "true",
        GITHUB_STEP_SUMMARY: at("summary"),
        GITHUB_OUTPUT: at("outputs"),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : "");
    return { code: child.exitCode, stdout, stderr, summary: read("summary"), outputs: read("outputs") };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
