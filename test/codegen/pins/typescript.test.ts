import assert from "node:assert/strict";
import { test } from "node:test";
import { Project } from "ts-morph";
import { pinOf } from "../../../codegen/pins/typescript/pin-from-typescript.ts";
import { counter, sideOf } from "../compatibility/contracts/support.ts";

/** The small contract, with a list and an object in what is told, and an earlier version of the event. */
const { contract } = sideOf(
  counter((c) => {
    const { messages } = c.components;
    const line = {
      type: "object",
      required: ["sku"],
      properties: { sku: { type: "string" }, price: { type: "integer" } },
    };
    messages.Told.payload.properties.lines = { type: "array", items: line };
    messages.Told.payload.properties.place = {
      type: "object",
      properties: { town: { type: "string" }, zip: { type: "string" } },
    };
    messages["Added.v1"] = { ...structuredClone(messages.Added), name: "Added" };
    messages["Added.v1"]["x-eventwright"] = { kind: "event", version: 1, of: "Added", sunset: "2027-06-30" };
    messages.Added["x-eventwright"].version = 2;
  }),
);

const header = "// Generated from asyncapi.yaml by `npm run generate`. Do not edit.\n";
const types = `${header}
export interface AddData { readonly id: string; readonly by: number; readonly note?: string }
export interface AddedData { readonly id: string; readonly by: number; readonly note?: string }
export interface AddedV1Data { readonly id: string; readonly by: number }
export interface Line { readonly sku: string; readonly price?: number }
export interface ToldData {
  readonly id: string; readonly by: number; readonly note?: string;
  readonly lines?: readonly Line[]; readonly place?: { readonly town?: string; readonly zip?: string };
}
export interface Total { readonly id: string; readonly total: number }
`;
const client = `${header}
import type { AddData, Total, ToldData } from "./types";
export interface Told { readonly id: string; readonly messageName: "Told"; readonly data: ToldData }
export declare class Client {
  add(data: AddData): Promise<void>;
  getTotal(id: string): Promise<Total | undefined>;
  listTotals(): Promise<{ readonly items: readonly Total[] }>;
  notifications(): AsyncIterable<Told>;
}
export declare class Added { static parse(value: unknown): Added; readonly data: import("./types").AddedData }
`;

/** What code uses, by message or query. */
function usesOf(code: string) {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, target: 99, lib: ["lib.es2023.d.ts"] },
  });
  project.createSourceFile("/generated/types.ts", types);
  project.createSourceFile("/generated/client.ts", client);
  project.createSourceFile(
    "/app.ts",
    `import { Added, Client } from "./generated/client";\nimport type * as t from "./generated/types";\ndeclare const told: t.ToldData;\ndeclare const client: Client;\n${code}\n`,
  );
  const { uses, whole } = pinOf(project, contract, (file) => file);
  return {
    uses: Object.fromEntries(uses.map(({ message, query, fields }) => [message ?? query, fields])),
    whole,
    all: uses,
  };
}

for (const [what, code, fields] of [
  ["a name after a dot", "console.log(told.by);", ["/by"]],
  ["a name in brackets", 'console.log(told["by"]);', ["/by"]],
  ["a name that may be missing", "console.log(told.place?.town);", ["/place/town"]],
  [
    "destructuring, with other names and defaults",
    'const { by: amount, note = "none" } = told; console.log(amount, note);',
    ["/by", "/note"],
  ],
  ["destructuring in depth", "const { place: { zip } = {} } = told; console.log(zip);", ["/place/zip"]],
  ["destructuring of a parameter", "export function f({ by }: t.ToldData) { return by; }", ["/by"]],
  ["items of a list, one by one", "for (const line of told.lines ?? []) console.log(line.sku);", ["/lines/*/sku"]],
  ["items of a list, by a function", "console.log(told.lines?.map((line) => line.price));", ["/lines/*/price"]],
  [
    "items of a list, destructured in a function",
    "told.lines?.forEach(({ sku }) => console.log(sku));",
    ["/lines/*/sku"],
  ],
  [
    "an item of a list",
    "console.log(told.lines?.[0]?.sku, told.lines?.at(-1)?.price);",
    ["/lines/*/price", "/lines/*/sku"],
  ],
  ["the length of a list", "console.log(told.lines?.length);", ["/lines"]],
  ["a variable between", "const place = told.place; const town = place?.town; console.log(town);", ["/place/town"]],
  ["a comparison", 'if (told.by > 3 || told.note !== undefined) console.log("x");', ["/by", "/note"]],
  ["whether it is there", 'if (told.place) console.log("x");', ["/place"]],
  ["a text that it becomes part of", 'console.log("id: " + told.id);', ["/id"]],
  ["a function of its own that takes the message", "const f = (d: t.ToldData) => d.by; console.log(f(told));", ["/by"]],
  [
    "the client's stream",
    "export async function f() { for await (const { data } of client.notifications()) console.log(data.note); }",
    ["/note"],
  ],
  ["a way past the compiler", "console.log((told as t.ToldData)!.by);", ["/by"]],
] as const) {
  test(`a field that is used is found: ${what}`, () => {
    const { uses, whole } = usesOf(code);
    assert.deepEqual(uses, { Told: fields });
    assert.deepEqual(whole, []);
  });
}

for (const [what, code, why] of [
  ["it is spread", "export const copy = { ...told, more: 1 };", /ToldData is spread/],
  ["it is passed on", "console.log(told);", /ToldData is passed on as a whole/],
  ["it is written as text", "JSON.stringify({ told });", /ToldData/],
  ["it becomes any", "console.log((told as any).whatever);", /ToldData becomes `any`/],
  ["a variable makes it any", "const x: any = told; console.log(x.y);", /ToldData becomes `any`/],
  ["a name is computed", "declare const key: 'id' | 'note'; console.log(told[key]);", /only known when the code runs/],
  ["the rest is taken", "const { id, ...rest } = told; console.log(id, rest);", /rest pattern/],
] as const) {
  test(`the message counts as used whole, with its line, when ${what}`, () => {
    const { uses, whole } = usesOf(code);
    assert.deepEqual(uses, { Told: "whole" });
    assert.equal(whole.length >= 1, true);
    assert.match(whole.join("\n"), why);
    assert.match(whole[0] ?? "", /^\/app\.ts:5: /);
  });
}

test("a part that is passed on counts with all below it, and nothing else", () => {
  const { uses, whole } = usesOf("console.log(told.place, told.place?.town, told.by);");
  assert.deepEqual(uses, { Told: ["/by", "/place"] });
  assert.match(whole[0] ?? "", /ToldData\/place is passed on as a whole/);
});

test("what is sent counts by the fields that are written down", () => {
  const { uses } = usesOf('void client.add({ id: "a", by: 1 });');
  assert.deepEqual(uses, { Add: ["/by", "/id"] });
  assert.deepEqual(usesOf('const data: t.AddData = { id: "a", by: 1 }; void client.add(data);').uses, {
    Add: ["/by", "/id"],
  });
  assert.deepEqual(usesOf("declare const some: t.AddData; void client.add({ ...some, by: 1 });").uses, {
    Add: "whole",
  });
});

test("queries that are called are told with the fields of their answers", () => {
  const { uses } = usesOf('export async function f() { const one = await client.getTotal("a"); return one?.total; }');
  assert.deepEqual(uses, { getTotal: ["/total"] });
  const page = usesOf(
    "export async function f() { for (const { id } of (await client.listTotals()).items) console.log(id); }",
  );
  assert.deepEqual(page.uses, { listTotals: ["/id"] });
});

test("answers whose query is not seen may come from any of them", () => {
  assert.deepEqual(usesOf("export const f = (t: t.Total) => t.total;").uses, {
    getTotal: ["/total"],
    listTotals: ["/total"],
  });
});

test("each version of a message counts for itself", () => {
  const { all } = usesOf(
    "export const f = (a: t.AddedV1Data) => a.by; export const g = () => Added.parse({}).data.note;",
  );
  assert.deepEqual(all, [
    { message: "Added", versions: { from: 1, to: 1 }, fields: ["/by"] },
    { message: "Added", versions: { from: 2, to: 2 }, fields: ["/note"] },
  ]);
});

test("types of the same name that the generator has not written are somebody else's", () => {
  assert.deepEqual(
    usesOf("interface ToldData { by: number } declare const mine: ToldData; console.log(mine.by);").uses,
    {},
  );
});
