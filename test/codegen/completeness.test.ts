import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { generateFrom, libraryGolden, processContract, project, versionedContract } from "./support/contracts.ts";
import { runNode, temporaryFolder } from "./support/temporary.ts";

/** Hand-written code for the library that is complete. Each line that a test takes out makes it incomplete. */
const complete = readFileSync(join(project, "test/codegen/support/library-app.ts"), "utf8").replaceAll(
  "../golden/library/",
  "@generated/",
);

/** Valid payloads have their type; wrong ones do not. */
const values = `
import type { BorrowCopyData, Shelf } from "@generated/types.ts";
const shelf: Shelf = { label: "a", inside: [{ label: "b", inside: [] }] };
const toString = undefined as unknown as boolean;
const fields = { copyId: "x", reader: "ada", class: "adult", constructor: 1, toString } as const;
export const valid: readonly BorrowCopyData[] = [
  { ...fields, place: [1] },
  { ...fields, place: [1, 2], shelf, "a-b": null, labels: { x: "y" }, anything: { deep: [1] } },
  { ...fields, place: [1], how: { kind: "desk", desk: 1 }, tags: ["new", { odd: 1 }], 'quote"d\\\\': 'say "hi"' },
];
// @ts-expect-error: three coordinates
export const long: BorrowCopyData = { ...fields, place: [1, 2, 3] };
// @ts-expect-error: an unknown class
export const senior: BorrowCopyData = { ...fields, place: [1], class: "senior" };
// @ts-expect-error: the form "desk" needs a desk
export const nowhere: BorrowCopyData = { ...fields, place: [1], how: { kind: "desk" } };
// @ts-expect-error: a misspelt field
export const misspelt: BorrowCopyData = { ...fields, place: [1], shlef: shelf };
export function change(data: BorrowCopyData): void {
  // @ts-expect-error: payloads are read-only
  data.reader = "";
}
`;

/** A contract whose names are words of the language, or nearly those of generated code. */
async function hostileFiles(): Promise<ReadonlyMap<string, string>> {
  const contract = processContract();
  const words = contract["x-eventwright"];
  const { doubling } = words.processes;
  for (const name of ["arguments", "default", "in", "new", "settings", "then", "this", "typeof"]) {
    words.settings[name] = { type: "number", default: 1e21 };
    doubling.timeouts[name] = "P1D";
  }
  words.settings.text = { type: "string", default: "\u2028`$*/\\\"'\n" };
  for (const name of ["settings", "handlers", "processes", "ctx", "start", "a1b", "context", "messages"]) {
    const timeouts = { [name]: "PT1S" };
    words.processes[name] = { ...doubling, keeps: [], waitsFor: [], startedBy: ["Doubled", "Added"], timeouts };
  }
  const { diagnostics, files } = await generateFrom(contract);
  assert.deepEqual(diagnostics, []);
  return files ?? new Map();
}

/** Conversions of a contract whose messages have earlier versions: complete, and every gap and every wrong turn. */
const conversions = `
import type { Handlers } from "./versioned/handlers.ts";
import type { Downcasters, Upcasters } from "./versioned/upcasters.ts";
type Written = Pick<Handlers, "upcasters" | "downcasters">;
const Added: Upcasters["Added"] = {
  from1: ({ id, by }) => ({ id, count: Number(by) }),
  from2: ({ id, count }) => ({ id, by: count }),
};
const Add: Upcasters["Add"] = { from1: ({ id, by }) => ({ id, by: Number(by) }) };
const Told: Upcasters["Told"] = { from1: ({ id, text }) => ({ id, by: 1, note: text }) };
const upcasters: Upcasters = { Add, Added, Told };
const downcasters: Downcasters = {
  Added: { to2: ({ id, by }) => ({ id, count: by }) },
  Told: { to1: ({ id, note = "" }) => ({ id, text: note }) },
};
export const written: Written = { upcasters, downcasters };
// @ts-expect-error: Property 'Added' is missing
export const withoutOne: Upcasters = { Add, Told };
// @ts-expect-error: Property 'from2' is missing
export const withoutAStep: Upcasters["Added"] = { from1: Added.from1 };
// @ts-expect-error: Property 'downcasters' is missing
export const oneWay: Written = { upcasters };
// @ts-expect-error: Property 'by' is missing in version 3
export const wrong: Upcasters["Added"] = { ...Added, from2: ({ id }) => ({ id }) };
// @ts-expect-error: version 1 has no sunset: nobody outside gets it
export const tooFar: Downcasters["Added"] = { ...downcasters.Added, to1: ({ id }) => ({ id, by: "1" }) };
// @ts-expect-error: commands are sent by outsiders, not to them
export const noCommand: Downcasters = { ...downcasters, Add: {} };
`;

interface Broken {
  readonly name: string;
  readonly text: string;
  /** What the compiler must name. */
  readonly names: string;
}

const without = (name: string, pattern: RegExp, names: string): Broken => {
  const text = complete.replace(pattern, "");
  assert.notEqual(text, complete, name);
  return { name, text, names };
};

const instead = (name: string, text: string, other: string, names: string): Broken => {
  assert.ok(complete.includes(text), name);
  return { name, text: complete.replace(text, other), names };
};

const broken: readonly Broken[] = [
  without("a missing decider", /^ +BorrowCopy: .*\n.*\n/m, "BorrowCopy"),
  without("a missing decider of a private command", /^ +RemindReader: .*\n/m, "RemindReader"),
  without("a fold that misses an event", /^ +CopyMissed: \(state.*\n/m, "CopyMissed"),
  without("a projection that misses an event", /^ +CopyMissed: \(_event.*\n/m, "CopyMissed"),
  without("a notifier that misses an event", /^ +CopyBorrowed: \(\{ data \}\) => data,\n/m, "CopyBorrowed"),
  without("a missing notifier", /^ {4}LoanDue: \{\n.*\n.*\n {4}\},\n/m, "LoanDue"),
  without("a missing reaction", /^ {4}remind: \{\n.*\n {4}\},\n/m, "remind"),
  without("a reaction that misses an event", /^ +CopyBorrowed: .*RemindReader.*\n/m, "CopyBorrowed"),
  without("a missing read model", /^ {4}loans: \{\n.*\n.*\n {4}\},\n/m, "loans"),
  without("a missing process", /^ {4}lending,\n/m, "lending"),
  without("a missing earlier version", /^ {4}lendingV1,\n/m, "lendingV1"),
  without("a missing group of processes", /^ {2}processes: \{\n.*\n.*\n {2}\},\n/m, "processes"),
  without("a notifier that misses failed processes", /^ +lending: .*error.*\n/m, "lending"),
  without("a command that is never sent", /^ +yield\* ctx\.send\.RemindReader.*\n/m, 'NeverSends<"RemindReader">'),
  without("a message that nobody waits for", /^ +const returned = .*\n.*\n/m, 'NeverWaitsFor<"CopyReturned">'),
  instead("a command that the contract does not name", "send.RemindReader", "send.RemindReeder", "RemindReeder"),
  instead("a command with the wrong data", "send.RemindReader(data)", "send.RemindReader({ copyId: '' })", "reader"),
  instead(
    "a message that never comes",
    'waitFor("CopyReturned")',
    'waitFor("CopyReturned", "CopyMissed")',
    "CopyMissed",
  ),
  instead("an unknown timeout", 'within("loan")', 'within("lone")', "lone"),
  instead("an unknown setting", "settings.reminders", "settings.remainders", "remainders"),
  without("a command that may be refused and is never sent", /^ +const lost = .*\n.*\n/m, 'NeverSends<"WriteOff">'),
  instead(
    "a code that the command is never refused with",
    'lost.status === "rejected"',
    'lost.status === "rejected" && lost.code !== "copy-gone"',
    '"copy-gone"',
  ),
  instead(
    "an outcome that is not looked at",
    'lost.status === "rejected" ? lost.code',
    "lost.code ? lost.code",
    "code",
  ),
  instead("a wait without an answer", "if (returned !== undefined) return", "return", "undefined"),
  instead(
    "an earlier version that sends what it never may",
    'ctx.pause("grace")',
    "ctx.send.BorrowCopy({})",
    "BorrowCopy",
  ),
  { name: "an unknown rejection", text: complete.replace("copy-lent", "copy-gone"), names: "copy-gone" },
  {
    name: "an event of another command",
    text: complete.replace(
      "RemindReader: () => []",
      "RemindReader: () => [CopyBorrowed.create({ copyId: '', reader: '', due: '' })]",
    ),
    names: "never",
  },
];

test("complete handlers and valid values compile; every gap is a compile error that names the message", async (context) => {
  const folder = temporaryFolder(context);
  const config = {
    extends: join(project, "tsconfig.json"),
    compilerOptions: {
      typeRoots: [join(project, "node_modules/@types")],
      paths: {
        "@generated/*": [join(libraryGolden, "*")],
        "eventwright/codegen/v1": [join(project, "platform/codegen/v1.ts")],
      },
    },
    include: ["*.ts", "hostile/**/*.ts", "versioned/**/*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(folder, "complete.ts"), complete);
  writeFileSync(join(folder, "values.ts"), values);
  writeFileSync(join(folder, "conversions.ts"), conversions);
  const versioned = (await generateFrom(versionedContract())).files ?? new Map<string, string>();
  for (const [name, files] of Object.entries({ hostile: await hostileFiles(), versioned })) {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
  }
  for (const [index, { text }] of broken.entries()) writeFileSync(join(folder, `broken-${index}.ts`), text);

  const { stdout } = await runNode([
    join(project, "node_modules/typescript/bin/tsc"),
    "--noEmit",
    "--pretty",
    "false",
    "-p",
    folder,
  ]);
  // Errors in the platform are its own business; a continuation line belongs to the error above it.
  const errors = stdout.split(/\n(?=\S)/);
  const of = (file: string) => errors.filter((error) => error.includes(`${file}(`)).join("\n");
  assert.equal(of("complete.ts"), "");
  assert.equal(of("values.ts"), "");
  assert.equal(of("conversions.ts"), "");
  // Files below the folder are named with their own folder.
  const inFolder = (name: string) => errors.filter((error) => error.includes(`${name}/`)).join("\n");
  assert.equal(inFolder("golden/library"), "");
  assert.equal(inFolder("hostile"), "");
  assert.equal(inFolder("versioned"), "");
  for (const [index, { name, names }] of broken.entries()) {
    const found = of(`broken-${index}.ts`);
    assert.ok(found.includes(names), `${name}: ${found || stdout}`);
  }
});
