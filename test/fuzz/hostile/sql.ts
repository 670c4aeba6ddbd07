import type { Dice } from "../dice.ts";
import { hostileText } from "./values.ts";

const paths = [
  "c.id",
  "c.pk",
  "c.n",
  "c.tags",
  "c.deep.a",
  'c["n"]',
  "c.tags[0]",
  "c",
  "c._ts",
  "c.missing",
  "d.id",
  "c[1]",
  "x",
];
const functions = [
  "ABS",
  "CONTAINS",
  "STARTSWITH",
  "LOWER",
  "IS_DEFINED",
  "ARRAY_CONTAINS",
  "ARRAY_LENGTH",
  "COUNT",
  "SUM",
  "MIN",
  "AVG",
  "NOT_THERE",
  "SUBSTRING",
  "REGEXMATCH",
  "udf.f",
  "StringToNumber",
  "CONCAT",
  "LENGTH",
  "IS_NULL",
  "ROUND",
];
const operators = [
  "=",
  "!=",
  "<",
  ">=",
  "AND",
  "OR",
  "+",
  "-",
  "*",
  "/",
  "%",
  "||",
  "??",
  "&",
  "IN",
  "LIKE",
  "BETWEEN",
  "<<",
  "==",
];
const literals = [
  "1",
  "-0",
  "1e400",
  "'a'",
  '"b"',
  "null",
  "true",
  "undefined",
  "@p",
  "@missing",
  "[1,2]",
  "{a: 1}",
  "'\\u0000'",
  "'it''s'",
  "0x10",
  "1.2.3",
  "''",
];

function expression(dice: Dice, depth: number): string {
  if (depth <= 0) return dice.chance(0.5) ? dice.pick(paths) : dice.pick(literals);
  const inner = () => expression(dice, depth - 1);
  return dice.weighted<() => string>([
    [4, () => `${inner()} ${dice.pick(operators)} ${inner()}`],
    [
      2,
      () =>
        `${dice.pick(functions)}(${[inner, inner, inner]
          .slice(0, dice.integer(0, 3))
          .map((each) => each())
          .join(", ")})`,
    ],
    [1, () => `(${inner()})`],
    [1, () => `NOT ${inner()}`],
    [1, () => `${inner()} IN (${inner()}, ${inner()})`],
    [1, () => `${inner()} BETWEEN ${inner()} AND ${inner()}`],
    [1, () => `${inner()} LIKE '${dice.pick(["%", "a%b_", "[a-", "%%%%%%%%%%%%%%%%x", "\\\\"])}'`],
    [1, () => `${inner()} ? ${inner()} : ${inner()}`],
    [1, () => `EXISTS(SELECT VALUE t FROM t IN c.tags WHERE ${inner()})`],
    [1, () => `ARRAY(SELECT VALUE ${inner()} FROM t IN c.tags)`],
  ])();
}

/** Text for the query endpoint: from the grammar, near it, or nowhere near. */
export function hostileSql(dice: Dice): string {
  const text = query(dice);
  return dice.weighted<() => string>([
    [8, () => text],
    [2, () => text.slice(0, dice.integer(0, text.length))],
    [2, () => insert(dice, text, hostileText(dice))],
    [
      1,
      () =>
        insert(
          dice,
          text,
          dice.pick(["(", ")", "'", '"', ",", "@", "/*", "--", ";", "\\", "SELECT", "[", "{", "\u0000"]),
        ),
    ],
    [0.5, () => hostileText(dice)],
    [0.4, () => `SELECT * FROM c WHERE ${"(".repeat(dice.pick([50, 3_000]))}1${")".repeat(dice.pick([50, 3_000]))}`],
    [
      0.4,
      () =>
        `SELECT * FROM c WHERE ${Array(dice.pick([100, 4_000]))
          .fill("c.n = 1")
          .join(" OR ")}`,
    ],
    [0.2, () => `SELECT * FROM c WHERE ${"NOT ".repeat(5_000)}true`],
    [0.2, () => `SELECT * FROM c WHERE c${".a".repeat(5_000)} = 1`],
    [0.2, () => `SELECT * FROM c WHERE c.id IN (${Array(3_000).fill("'a'").join()})`],
    [0.2, () => `SELECT * FROM c WHERE c.id LIKE '${"%a".repeat(60)}b'`],
    [0.2, () => `SELECT * FROM c WHERE REGEXMATCH(c.id, '${"(a+)+".repeat(10)}$')`],
  ])();
}

function query(dice: Dice): string {
  const what = dice.weighted([
    [4, "*"],
    [3, `VALUE ${expression(dice, 1)}`],
    [2, `${expression(dice, 1)} AS a, ${expression(dice, 1)}`],
    [1, `TOP ${dice.pick(["1", "0", "-1", "1.5", "@p", "99999999999"])} *`],
    [1, `DISTINCT VALUE ${expression(dice, 1)}`],
    [1, `COUNT(1)`],
    [1, `VALUE COUNT(${expression(dice, 1)})`],
  ]);
  const from = dice.weighted([
    [6, "FROM c"],
    [1, ""],
    [1, "FROM c JOIN t IN c.tags"],
    [1, "FROM t IN c.tags"],
    [0.5, "FROM (SELECT VALUE c FROM c) AS d"],
    [0.5, "FROM c JOIN d JOIN e IN d.x"],
  ]);
  const where = dice.chance(0.7) ? `WHERE ${expression(dice, dice.integer(0, 3))}` : "";
  const group = dice.chance(0.1) ? `GROUP BY ${dice.pick(paths)}` : "";
  const order = dice.chance(0.25) ? `ORDER BY ${dice.pick(paths)} ${dice.pick(["ASC", "DESC", "", "SIDEWAYS"])}` : "";
  const limit = dice.chance(0.15)
    ? `OFFSET ${dice.pick(["0", "1", "-1", "1e9", "@p"])} LIMIT ${dice.pick(["1", "0", "x", "1e99"])}`
    : "";
  return `SELECT ${what} ${from} ${where} ${group} ${order} ${limit}`.replaceAll(/ +/g, " ").trim();
}

function insert(dice: Dice, text: string, what: string): string {
  const at = dice.integer(0, text.length);
  return text.slice(0, at) + what + text.slice(at);
}
