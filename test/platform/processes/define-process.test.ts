import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");
const entry = join(root, "platform/codegen/v1.ts");

const declared = `
import { defineMessage, defineProcess, type Process, type ProcessContext } from ${JSON.stringify(entry)};
declare class Asked extends defineMessage<"Asked", { readonly id: string; readonly size: number }>(undefined as never) {}
declare class Answered extends defineMessage<"Answered", { readonly id: string; readonly text: string }>(undefined as never) {}
declare class Refused extends defineMessage<"Refused", { readonly id: string; readonly why: string }>(undefined as never) {}
interface Messages { readonly Answered: Answered; readonly Refused: Refused }
interface Commands { readonly Ask: { readonly id: string }; readonly Close: { readonly id: string; readonly why: string } }
type Context = ProcessContext<Messages, Commands, "patience", { readonly limit: number }>;
export type Wanted = Process<Asked, Context>;
const askProcess = defineProcess<Asked, Messages, Commands, "patience", { readonly limit: number }>();
interface Rejections { readonly Close: "closed" | "locked" }
export type Strict = Process<Asked, ProcessContext<Messages, Commands, "patience", object, Rejections>>;
const strictProcess = defineProcess<Asked, Messages, Commands, "patience", object, Rejections>();
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
`;

/** Complete, with everything typed by its context. Each line that a test changes makes it wrong. */
const complete = `
function* ask(ctx: Context, id: string) {
  yield* ctx.send.Ask({ id });
}
export const asking: Wanted = askProcess(function* ({ data }, ctx) {
  if (data.size > ctx.settings.limit) return "too large";
  yield* ask(ctx, data.id);
  const answer = yield* ctx.within("patience").waitFor("Answered", "Refused");
  if (answer === undefined) return;
  const why: string = answer.name === "Refused" ? answer.data.why : answer.data.text;
  yield* ctx.pause("patience");
  yield* ctx.send.Close({ id: data.id, why });
  return "closed";
});
`;

/** One command may be refused, the other one may not. */
const refusable = `
export const strict: Strict = strictProcess(function* ({ data: { id } }, ctx) {
  const asked = yield* ctx.send.Ask({ id });
  const isVoid: Same<typeof asked, void> = true;
  yield* ctx.waitFor("Answered", "Refused");
  const closed = yield* ctx.send.Close({ id, why: "" });
  if (closed.status === "succeeded") return "closed";
  const isExact: Same<typeof closed, { readonly status: "rejected"; readonly code: "closed" | "locked" }> = true;
  return isVoid && isExact ? closed.code : "";
});
`;

interface Case {
  readonly name: string;
  readonly text: string;
  /** What the compiler must say; none: nothing. */
  readonly says: readonly RegExp[];
}

const cases: readonly Case[] = [
  { name: "complete", text: complete, says: [] },
  {
    name: "a message that is never waited for",
    text: complete
      .replace(`.waitFor("Answered", "Refused")`, `.waitFor("Answered")`)
      .replace(/const why.*/, `const why = "";`),
    says: [/NeverWaitsFor<"Refused">/],
  },
  {
    name: "a command that is never sent",
    text: complete.replace("yield* ctx.send.Close({ id: data.id, why });", ""),
    says: [/NeverSends<"Close">/],
  },
  {
    name: "a command that is made and not sent",
    text: complete.replace("yield* ctx.send.Close", "ctx.send.Close"),
    says: [/NeverSends<"Close">/],
  },
  {
    name: "a misspelt message",
    text: complete.replace(`"Answered", "Refused"`, `"Answered", "Refused", "Refuted"`),
    says: [/"Refuted"/],
  },
  {
    name: "no message at all",
    text: complete.replace(`waitFor("Answered", "Refused")`, "waitFor()"),
    says: [/TS2555/],
  },
  {
    name: "a command with a wrong payload",
    text: complete.replace("{ id: data.id, why }", "{ id: data.id }"),
    says: [/'why'/],
  },
  {
    name: "a misspelt timeout",
    text: complete.replace(`pause("patience")`, `pause("patients")`),
    says: [/"patients"/],
  },
  {
    name: "yield without its star",
    text: complete.replace("yield* ctx.pause", "yield ctx.pause"),
    says: [/PauseStep/],
  },
  {
    name: "a timeout that is not thought of",
    text: complete.replace("if (answer === undefined) return;", ""),
    says: [/'answer' is possibly 'undefined'/],
  },
  {
    name: "code that ends without a word",
    text: `export const quiet: Wanted = askProcess(function* ({ data }, ctx) {
      yield* ctx.send.Ask({ id: data.id });
      yield* ctx.waitFor("Answered", "Refused");
      yield* ctx.send.Close({ id: data.id, why: "" });
    });`,
    says: [],
  },
  { name: "a command that may be refused answers with exactly its codes", text: refusable, says: [] },
  {
    name: "a code that the command is never refused with",
    text: refusable.replace("return isVoid", `if (closed.code === "lost") return "";\n  return isVoid`),
    says: [/TS2367.*"closed" \| "locked".*"lost"/],
  },
  {
    name: "a code that is read before it is known whether there is one",
    text: refusable.replace(`if (closed.status === "succeeded") return "closed";`, ""),
    says: [/'code' does not exist/],
  },
  {
    name: "an outcome of a command that nobody may refuse",
    text: refusable.replace("const isVoid", "if (asked.status) return;\n  const isVoid"),
    says: [/'status' does not exist on type 'void'/],
  },
  {
    name: "a command that may be refused and is never sent",
    text: refusable.replace(/const closed = .*/, `const closed = { status: "succeeded" } as { status: "succeeded" };`),
    says: [/NeverSends<"Close">/],
  },
  {
    name: "an earlier version that asks what became of its commands",
    text: `export const once: Strict = strictProcess.earlier(function* ({ data: { id } }, ctx) {
      const closed = yield* ctx.send.Close({ id, why: "" });
      return closed.status === "rejected" ? closed.code satisfies "closed" | "locked" : closed.status;
    });`,
    says: [],
  },
  {
    name: "an earlier version, which need not be complete",
    text: `export const before: Wanted = askProcess.earlier(function* ({ data }, ctx) {
      yield* ctx.send.Ask({ id: data.id });
      return "asked";
    });`,
    says: [],
  },
];

test("the compiler names what a process leaves out", async () => {
  const folder = await mkdtemp(join(tmpdir(), "eventwright-processes-"));
  try {
    for (const [index, { text }] of cases.entries()) {
      await writeFile(join(folder, `case-${index}.ts`), declared + text);
    }
    const compilerOptions = { typeRoots: [join(root, "node_modules/@types")] };
    const config = { extends: join(root, "tsconfig.json"), compilerOptions, include: ["*.ts"], exclude: [] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    // A continuation line belongs to the error above it.
    const errors = (await compile(folder)).split(/\n(?=\S)/);
    for (const [index, { name, says }] of cases.entries()) {
      const said = errors.filter((error) => error.includes(`case-${index}.ts(`)).join("\n");
      if (says.length === 0) assert.equal(said, "", name);
      for (const pattern of says) assert.match(said, pattern, name);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** What the compiler prints. */
function compile(folder: string): Promise<string> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
