/**
 * `node scripts/ci/comment.ts FILE`: tells what a Markdown file says in one comment of a pull request, which is written anew
 * each time. For a workflow of GitHub Actions; needs no packages. Where the workflow may not write, as for pull requests
 * from forks, the job's summary has the text.
 */
import { appendFileSync, readFileSync } from "node:fs";

/** By this, the comment is found again. */
const marker = "<!-- eventwright: contract check -->";
/** GitHub refuses longer comments. */
const longest = 65_536;

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string } | null;
}

/** GitHub did not do what it was asked. */
class GitHubError extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(`${what} was answered with ${status}.`);
    this.status = status;
  }
}

/** What the workflow gives in the environment. */
function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`The setting ${name} is missing.`);
  return value;
}

async function request(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${setting("GITHUB_API_URL")}/repos/${setting("GITHUB_REPOSITORY")}/${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${setting("GITHUB_TOKEN")}`,
      "x-github-api-version": "2022-11-28",
      "user-agent": "eventwright",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new GitHubError(response.status, `${method} ${path}`);
  return response.json();
}

/** The comment that an earlier run has made: anybody may write the marker, only the workflow writes as this user. */
async function ownComment(number: number): Promise<Comment | undefined> {
  const author = process.env["COMMENT_AUTHOR"] ?? "github-actions[bot]";
  for (let page = 1; ; page++) {
    const comments = (await request("GET", `issues/${number}/comments?per_page=100&page=${page}`)) as Comment[];
    const own = comments.find(({ body, user }) => body.startsWith(marker) && user?.login === author);
    if (own !== undefined || comments.length < 100) return own;
  }
}

/** Writes the comment. A text of one line has nothing to tell: it ends an earlier warning, but makes no comment of its own. */
async function comment(number: number, text: string): Promise<string> {
  const own = await ownComment(number);
  if (own === undefined && !text.trimEnd().includes("\n")) return "Nothing to tell.";
  const body = `${marker}\n${text}`.slice(0, longest).toWellFormed();
  if (own?.body === body) return "The comment says it already.";
  if (own === undefined) await request("POST", `issues/${number}/comments`, { body });
  else await request("PATCH", `issues/comments/${own.id}`, { body });
  return own === undefined ? "Commented." : "The comment is written anew.";
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Which file? node scripts/ci/comment.ts FILE");
const text = readFileSync(file, "utf8");
const number = Number(setting("PULL_REQUEST"));
if (!Number.isSafeInteger(number) || number < 1) throw new Error("PULL_REQUEST is no number of a pull request.");
try {
  console.log(await comment(number, text));
} catch (error) {
  if (!(error instanceof GitHubError) || ![401, 403, 404].includes(error.status)) throw error;
  console.log(`::notice::This run may not comment (${error.status}): the summary has the text.`);
  appendFileSync(setting("GITHUB_STEP_SUMMARY"), text);
}
