import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { runNode } from "../codegen/support/temporary.ts";

const script = fileURLToPath(new URL("../../scripts/ci/comment.ts", import.meta.url));
const marker = "<!-- eventwright: contract check -->";
const bot = "github-actions[bot]";
const broken = "🔴 **Breaks the contract**\n\n| row |\n";

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** Stands in for GitHub's API, as far as comments go: https://docs.github.com/rest/issues/comments. */
async function gitHub(context: TestContext, { refuses = false } = {}) {
  const comments: Comment[] = [];
  const requests: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "" } = request;
    requests.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = chunks.length === 0 ? undefined : (JSON.parse(Buffer.concat(chunks).toString()) as { body: string });
    const send = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (request.headers.authorization !== "Bearer t0ken") send(401, { message: "Bad credentials" });
    else if (method === "GET" && pathname === "/repos/shop/desk/issues/7/comments") {
      const [page, size] = [Number(searchParams.get("page")), Number(searchParams.get("per_page"))];
      send(200, comments.slice((page - 1) * size, page * size));
    } else if (refuses) send(403, { message: "Resource not accessible by integration" });
    else if (sent === undefined || sent.body.length > 65_536) send(422, { message: "Validation Failed" });
    else if (method === "POST" && pathname === "/repos/shop/desk/issues/7/comments") {
      comments.push({ id: comments.length + 1, body: sent.body, user: { login: bot } });
      send(201, comments.at(-1));
    } else {
      const found = comments.find(
        ({ id }) => method === "PATCH" && pathname === `/repos/shop/desk/issues/comments/${id}`,
      );
      if (found !== undefined) found.body = sent.body;
      send(found === undefined ? 404 : 200, found ?? { message: "Not Found" });
    }
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const folder = mkdtempSync(join(tmpdir(), "eventwright-comment-"));
  context.after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "");
  const say = async (text: string, token = "t0ken") => {
    writeFileSync(join(folder, "comment.md"), text);
    const ran = await runNode([script, join(folder, "comment.md")], {
      cwd: folder,
      env: {
        ...process.env,
        GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        GITHUB_REPOSITORY: "shop/desk",
        GITHUB_TOKEN: token,
        GITHUB_STEP_SUMMARY: summary,
        PULL_REQUEST: "7",
      },
    });
    assert.equal(ran.code, 0, ran.stderr);
    return ran.stdout;
  };
  return { comments, requests, say, summary: () => readFileSync(summary, "utf8") };
}

test("the first run comments, later ones write the comment anew, a run with nothing new writes nothing", async (context) => {
  const { comments, requests, say } = await gitHub(context);
  await say(broken);
  assert.deepEqual(
    comments.map(({ body }) => body),
    [`${marker}\n${broken}`],
  );
  await say("🟢 **Compatible** with 1.2.0: no change.\n");
  assert.deepEqual(
    comments.map(({ body }) => body),
    [`${marker}\n🟢 **Compatible** with 1.2.0: no change.\n`],
  );
  requests.length = 0;
  assert.match(await say("🟢 **Compatible** with 1.2.0: no change.\n"), /says it already/);
  assert.deepEqual(
    requests.map((line) => line.split(" ")[0]),
    ["GET"],
  );
});

test("a pull request that changes nothing of the contract is left alone", async (context) => {
  const { comments, say } = await gitHub(context);
  await say("🟢 **Compatible** with 1.2.0: no change.\n");
  assert.deepEqual(comments, []);
});

test("a comment of somebody else is never written over, and its own is found behind a hundred others", async (context) => {
  const { comments, say } = await gitHub(context);
  for (let id = 1; id <= 150; id++) comments.push({ id, body: `${marker}\nMine!`, user: { login: "somebody" } });
  await say(broken);
  await say(`${broken}Again.\n`);
  assert.equal(comments.length, 151);
  assert.deepEqual(
    comments.filter(({ user }) => user.login === "somebody").every(({ body }) => body.endsWith("Mine!")),
    true,
  );
  assert.equal(comments[150]?.body, `${marker}\n${broken}Again.\n`);
});

test("without the right to write, the summary has the text", async (context) => {
  const { comments, say, summary } = await gitHub(context, { refuses: true });
  assert.match(await say(broken), /^::notice::This run may not comment \(403\)/);
  assert.equal(summary(), broken);
  await say(broken, "expired");
  assert.deepEqual([summary(), comments], [broken + broken, []]);
});

test("a text that is too long is cut to what GitHub takes", async (context) => {
  const { comments, say } = await gitHub(context);
  await say(`${broken}${"🟢".repeat(50_000)}`);
  assert.equal(comments.length, 1);
});
