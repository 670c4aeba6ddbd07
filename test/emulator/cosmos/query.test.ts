import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmosClient, type FeedOptions, type SqlQuerySpec } from "@azure/cosmos";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { type Fixture, key, raw, start, status } from "./support.ts";

const bySeriesAndNumber = [
  { path: "/s", order: "ascending" as const },
  { path: "/n", order: "descending" as const },
];

/** Forty items over five keys: `n` counts, `s` repeats, `tags` is an array, some have `odd` of mixed types. */
async function filled({ container }: Fixture) {
  const items = await container({ indexingPolicy: { compositeIndexes: [bySeriesAndNumber] } });
  const odd = [1, "text", null, true, [1], { a: 1 }];
  for (let n = 0; n < 40; n++) {
    const mixed = n < odd.length ? { odd: odd[n] } : {};
    const id = `i${String(n).padStart(3, "0")}`;
    await items.items.create({ id, pk: `p${n % 5}`, n, s: `s${n % 3}`, tags: ["a", `b${n % 2}`], ...mixed });
  }
  const query = async (text: string | SqlQuerySpec, options: FeedOptions = {}) =>
    (await items.items.query(text, options).fetchAll()).resources;
  return { items, query };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("queries over several ranges give what one range would give", async (t) => {
  for (const partitionRanges of [1, 4]) {
    const { query } = await filled(await start(t, { partitionRanges }));
    const sorted = async (text: string) => (await query(text)).sort((left, right) => left - right);
    assert.deepEqual(await sorted("SELECT VALUE c.n FROM c WHERE c.n >= 35"), range(35, 39));
    assert.deepEqual(await query("SELECT VALUE c.n FROM c ORDER BY c.n DESC"), range(0, 39).reverse());
    assert.deepEqual(
      await query("SELECT VALUE c.n FROM c WHERE c.s = 's1' ORDER BY c.n OFFSET 2 LIMIT 3"),
      [7, 10, 13],
    );
    assert.deepEqual(await query("SELECT TOP 2 c.n, c.s FROM c ORDER BY c.n"), [
      { n: 0, s: "s0" },
      { n: 1, s: "s1" },
    ]);
    assert.equal((await query("SELECT TOP 7 * FROM c")).length, 7);
    const firsts = (await query("SELECT VALUE c.n FROM c ORDER BY c.s DESC, c.n ASC")).slice(0, 3);
    assert.deepEqual(firsts, [2, 5, 8]);
    assert.deepEqual(await query("SELECT VALUE COUNT(1) FROM c"), [40]);
    assert.deepEqual(await query("SELECT VALUE SUM(c.n) FROM c"), [780]);
    assert.deepEqual(await query("SELECT VALUE AVG(c.n) FROM c"), [19.5]);
    assert.deepEqual(await query("SELECT VALUE MIN(c.n) FROM c WHERE c.n > 3"), [4]);
    assert.deepEqual(await query("SELECT VALUE MAX(c.s) FROM c"), ["s2"]);
    assert.deepEqual(await query("SELECT VALUE MAX(c.missing) FROM c"), []);
    assert.deepEqual(await query("SELECT VALUE COUNT(1) FROM c WHERE c.n > 9 ORDER BY c.n"), [30]);
    assert.deepEqual(await query("SELECT MAX(c.n) AS top, AVG(c.n) AS mean FROM c ORDER BY c.s DESC"), [
      { top: 39, mean: 19.5 },
    ]);
    assert.deepEqual(await query("SELECT COUNT(1) AS n, MAX(c.n) AS top FROM c"), [{ n: 40, top: 39 }]);
    assert.deepEqual(
      (await query("SELECT c.s, COUNT(1) AS n, AVG(c.n) AS mean FROM c GROUP BY c.s")).sort((left, right) =>
        left.s < right.s ? -1 : 1,
      ),
      [
        { s: "s0", n: 14, mean: 19.5 },
        { s: "s1", n: 13, mean: 19 },
        { s: "s2", n: 13, mean: 20 },
      ],
    );
    assert.deepEqual((await query("SELECT DISTINCT VALUE c.s FROM c")).sort(), ["s0", "s1", "s2"]);
    assert.deepEqual(await query("SELECT DISTINCT VALUE c.s FROM c ORDER BY c.s DESC"), ["s2", "s1", "s0"]);
    assert.equal((await query("SELECT VALUE t FROM c JOIN t IN c.tags WHERE t = 'a'")).length, 40);
  }
});

test("the gateway refuses what needs merging, unless it is told to be lenient", async (t) => {
  const merging = "SELECT VALUE c.n FROM c ORDER BY c.n";
  const strict = await filled(await start(t, { partitionRanges: 2 }));
  const pages = strict.items.items.query(merging, { maxItemCount: 5 });
  // A merged query gives no continuation token, as in Azure.
  assert.equal((await pages.fetchNext()).continuationToken, undefined);
  const lenient = await filled(await start(t, { partitionRanges: 2, strictGateway: false }));
  const page = await lenient.items.items.query(merging, { maxItemCount: 5 }).fetchNext();
  assert.deepEqual(page.resources, range(0, 4));
  assert.ok(page.continuationToken);
});

test("pages of one partition go on by token: sorted, unsorted, joined, grouped", async (t) => {
  const { items } = await filled(await start(t, { partitionRanges: 3 }));
  for (const [text, expected] of [
    ["SELECT VALUE c.n FROM c", [2, 7, 12, 17, 22, 27, 32, 37]],
    ["SELECT VALUE c.n FROM c WHERE c.n > 10 ORDER BY c.n", [12, 17, 22, 27, 32, 37]],
    ["SELECT VALUE c.n FROM c ORDER BY c.n DESC", [37, 32, 27, 22, 17, 12, 7, 2]],
    ["SELECT VALUE c.n FROM c ORDER BY c.s, c.n DESC", [27, 12, 37, 22, 7, 32, 17, 2]],
    ["SELECT VALUE c.n FROM c WHERE c.id > 'i012' ORDER BY c.id", [17, 22, 27, 32, 37]],
    ["SELECT VALUE c.n FROM c ORDER BY c.id DESC OFFSET 2 LIMIT 3", [27, 22, 17]],
    ["SELECT VALUE c.n FROM c ORDER BY ABS(c.n - 20)", [22, 17, 27, 12, 32, 7, 37, 2]],
    ["SELECT VALUE t FROM c JOIN t IN c.tags WHERE c.n < 10", ["a", "b0", "a", "b1"]],
    ["SELECT DISTINCT VALUE c.s FROM c ORDER BY c.s", ["s0", "s1", "s2"]],
  ] as const) {
    const found: unknown[] = [];
    let continuationToken: string | undefined;
    do {
      const options = { partitionKey: "p2", maxItemCount: 3, ...(continuationToken && { continuationToken }) };
      const page = await items.items.query(text, options).fetchNext();
      assert.ok(page.resources.length <= 3);
      found.push(...page.resources);
      continuationToken = page.continuationToken;
    } while (continuationToken);
    assert.deepEqual(found, expected, text);
  }
});

test("a token that is not one of ours is refused in Azure's words", async (t) => {
  const { items } = await filled(await start(t));
  const page = items.items.readAll({ continuationToken: "junk" });
  await assert.rejects(page.fetchNext(), status(400, /Invalid Continuation Token/));
});

test("a merged, sorted query goes on by token when the client controls the query", async (t) => {
  const { items } = await filled(await start(t, { partitionRanges: 3 }));
  for (const [order, expected] of [
    ["c.n", range(0, 39)],
    ["c.n DESC", range(0, 39).reverse()],
  ] as const) {
    const found: number[] = [];
    let continuationToken: string | undefined;
    do {
      const options = { enableQueryControl: true, maxItemCount: 7, ...(continuationToken && { continuationToken }) };
      const page = await items.items.query(`SELECT VALUE c.n FROM c ORDER BY ${order}`, options).fetchNext();
      found.push(...(page.resources ?? []));
      continuationToken = page.continuationToken;
    } while (continuationToken);
    assert.deepEqual(found, expected);
  }
});

test("after a split a new client merges the children; the old range answers 410/1002", async (t) => {
  const fixture = await start(t, { partitionRanges: 2 });
  await filled(fixture);
  await fixture.service.splitRange("db", "c", "1");
  const fresh = new CosmosClient({ endpoint: fixture.service.url, key });
  t.after(() => fresh.dispose());
  const { resources } = await fresh
    .database("db")
    .container("c")
    .items.query("SELECT VALUE c.n FROM c ORDER BY c.n")
    .fetchAll();
  assert.deepEqual(resources, range(0, 39));
  const gone = await raw(fixture.service.url, {
    method: "POST",
    path: "/dbs/db/colls/c/docs",
    body: '{"query":"SELECT * FROM c"}',
    headers: { "x-ms-documentdb-isquery": "true", "x-ms-documentdb-partitionkeyrangeid": "1" },
  });
  assert.equal(gone.status, 410);
  assert.equal(gone.headers["x-ms-substatus"], "1002");
});

test("a sort by several paths needs a composite index, unless the gateway is lenient", async (t) => {
  const { query } = await filled(await start(t));
  assert.equal((await query("SELECT VALUE c.n FROM c ORDER BY c.s DESC, c.n", { partitionKey: "p1" })).length, 8);
  const missing = "SELECT VALUE c.n FROM c ORDER BY c.s, c.n";
  await assert.rejects(query(missing, { partitionKey: "p1" }), status(400, /composite index.*"\/s".*"\/n"/));
  const lenient = await filled(await start(t, { strictGateway: false }));
  assert.equal((await lenient.query(missing)).length, 40);
});

test("operators and functions", async (t) => {
  const { container } = await start(t);
  const items = await container();
  await items.items.create({
    id: "a",
    pk: "p",
    n: 5,
    z: 0,
    s: "Hello",
    list: [1, { x: 1, y: 2 }],
    o: { "a b": [7] },
    nil: null,
  });
  for (const [expression, expected] of [
    ["1 + 2 * 3 - 4 / 2 % 3", 5],
    ["-c.n", -5],
    ["c.s || ' there'", "Hello there"],
    ["c.n = 5 AND NOT c.n = 6", true],
    ["c.n = '5'", false],
    ["c.nil != 'x'", true],
    ["c.n < 'x'", undefined],
    ["c.missing = 1", undefined],
    ["c.missing = 1 OR true", true],
    ["c.missing = 1 AND false", false],
    ["NOT (c.missing = 1)", undefined],
    ["c.missing ?? 'other'", "other"],
    ["c.nil ?? 'other'", null],
    ["c.n > 3 ? 'big' : 'small'", "big"],
    ["c.n IN (1, 5)", true],
    ["c.n NOT IN (1, 5)", false],
    ["c.n BETWEEN 5 AND 6", true],
    ["c.n NOT BETWEEN 5 AND 6", false],
    ["c.s LIKE 'H_l%'", true],
    ["c.s LIKE '%[a-k]_lo'", true],
    ["c.s NOT LIKE 'h%'", true],
    ["'50%' LIKE '50!%' ESCAPE '!'", true],
    ['c.o["a b"][0]', 7],
    ["c.list[1].y", 2],
    ["c.list[9]", undefined],
    ["[c.n, c.missing, 'x']", [5, "x"]],
    ["{a: c.n, 'b': c.missing}", { a: 5 }],
    ["IS_DEFINED(c.missing)", false],
    ["IS_NULL(c.nil)", true],
    ["IS_STRING(c.s) AND IS_NUMBER(c.n) AND IS_BOOL(true) AND IS_ARRAY(c.list) AND IS_OBJECT(c.o)", true],
    ["CONTAINS(c.s, 'ELL')", false],
    ["CONTAINS(c.s, 'ELL', true)", true],
    ["STARTSWITH(c.s, 'He') AND ENDSWITH(c.s, 'lo')", true],
    ["LOWER(c.s) || UPPER(c.s)", "helloHELLO"],
    ["LENGTH(c.s)", 5],
    ["SUBSTRING(c.s, 1, 3)", "ell"],
    ["CONCAT('a', 'b', 'c')", "abc"],
    ["INDEX_OF(c.s, 'l')", 2],
    ["REPLACE(c.s, 'l', 'L')", "HeLLo"],
    ["TOSTRING(c.n)", "5"],
    ["StringToNumber('1.5')", 1.5],
    ["ARRAY_CONTAINS(c.list, {x: 1}, true)", true],
    ["ARRAY_CONTAINS(c.list, {x: 1})", false],
    ["ARRAY_LENGTH(c.list)", 2],
    ["ARRAY(SELECT VALUE i FROM i IN c.list WHERE IS_NUMBER(i))", [1]],
    ["EXISTS(SELECT VALUE i FROM i IN c.list WHERE i.x = 1)", true],
    ["[ABS(-2), FLOOR(1.7), CEILING(1.2), ROUND(2.5), ROUND(-2.5), POWER(2, 3)]", [2, 1, 2, 3, -3, 8]],
    ["1 / 0", undefined],
    ["LOWER(c.n)", undefined],
  ] as const) {
    const { resources } = await items.items
      .query(`SELECT VALUE ${expression} FROM c`, { partitionKey: "p" })
      .fetchAll();
    assert.deepEqual(resources, expected === undefined ? [] : [expected], expression);
  }
});

test("subqueries: one value, in JOIN, with aggregates, order and distinct; over several ranges too", async (t) => {
  for (const partitionRanges of [1, 3]) {
    const { query, items } = await filled(await start(t, { partitionRanges }));
    await items.items.create({
      id: "lists",
      pk: "p9",
      n: 99,
      s: "s9",
      list: [3, 1, 2, 3],
      nested: { list: [{ k: 7 }] },
    });
    const one = async (expression: string, from = "") =>
      query(`SELECT VALUE ${expression} FROM c ${from} WHERE c.id = 'lists'`);
    assert.deepEqual(await one("(SELECT VALUE COUNT(1) FROM x IN c.list WHERE x > 1)"), [3]);
    assert.deepEqual(await one("(SELECT VALUE SUM(x) FROM x IN c.missing)"), [0]);
    assert.deepEqual(await one("(SELECT c.n, 1 AS one)"), [{ n: 99, one: 1 }]);
    assert.deepEqual(await one("(SELECT VALUE x FROM x IN c.list WHERE x > 5)"), []);
    assert.deepEqual(await one("ARRAY(SELECT DISTINCT VALUE x FROM x IN c.list ORDER BY x DESC)"), [[3, 2, 1]]);
    assert.deepEqual(await one("ARRAY(SELECT VALUE x FROM x IN c.list ORDER BY x OFFSET 1 LIMIT 2)"), [[2, 3]]);
    assert.deepEqual(await one("ARRAY(SELECT x AS v, COUNT(1) AS n FROM x IN c.list GROUP BY x)"), [
      [
        { v: 3, n: 2 },
        { v: 1, n: 1 },
        { v: 2, n: 1 },
      ],
    ]);
    assert.deepEqual(await one("ARRAY(SELECT VALUE y.k + x FROM x IN c.list JOIN y IN c.nested.list)"), [
      [10, 8, 9, 10],
    ]);
    assert.deepEqual((await one("x", "JOIN (SELECT VALUE v FROM v IN c.list WHERE v > 1) AS x")).sort(), [2, 3, 3]);
    assert.deepEqual(await one("m.unit", "JOIN m IN (SELECT VALUE [{k: 7, unit: 'g'}, {k: 8, unit: 'kg'}])"), [
      "g",
      "kg",
    ]);
    assert.equal((await one("1", "JOIN (SELECT VALUE v FROM v IN c.list) JOIN (SELECT VALUE 1)")).length, 4);
    const many = "SELECT VALUE c.n FROM c WHERE (SELECT VALUE COUNT(1) FROM x IN c.tags WHERE x = 'b1') = 1";
    assert.equal((await query(many)).length, 20);
    assert.deepEqual(await query("SELECT VALUE list FROM c.nested.list"), [[{ k: 7 }]]);
    assert.deepEqual(await query("SELECT * FROM c.nested AS x WHERE x.list[0].k = 7"), [{ list: [{ k: 7 }] }]);
    assert.deepEqual(await query("SELECT VALUE COUNT(1) FROM c.tags"), [40]);
  }
});

test("functions of time go by the service's clock, down to 100 ns", async (t) => {
  const clock = new FakeClock(Date.now());
  const fixture = await start(t, { clock });
  const { items, query } = await filled(fixture);
  const value = async (expression: string) => (await query(`SELECT VALUE ${expression}`))[0];
  await clock.advance(5000);
  const iso = `${new Date(clock.now()).toISOString().slice(0, -1)}0000Z`;
  assert.equal(await value("GetCurrentTimestamp()"), clock.now());
  assert.equal(await value("GetCurrentDateTime()"), iso);
  assert.equal((await query("SELECT VALUE c.n FROM c WHERE c._ts * 1000 <= GetCurrentTimestamp() - 4000")).length, 40);
  assert.equal(
    await value("DateTimeToTimestamp('2020-01-31T10:20:30.1234567Z')"),
    Date.parse("2020-01-31T10:20:30.123Z"),
  );
  assert.equal(await value("TimestampToDateTime(0)"), "1970-01-01T00:00:00.0000000Z");
  for (const [part, count, expected] of [
    ["month", 1, "2020-02-29T23:59:59.9999999Z"],
    ["yyyy", -1, "2019-01-31T23:59:59.9999999Z"],
    ["dd", 1, "2020-02-01T23:59:59.9999999Z"],
    ["mcs", 1, "2020-02-01T00:00:00.0000009Z"],
    ["week", 1, undefined],
  ]) {
    assert.equal(await value(`DateTimeAdd('${part}', ${count}, '2020-01-31T23:59:59.9999999Z')`), expected);
  }
  assert.equal(await value("DateTimeDiff('month', '2019-12-31T00:00:00Z', '2020-02-01T00:00:00Z')"), 2);
  assert.equal(await value("DateTimeDiff('hh', '2020-01-01T00:59:00Z', '2020-01-01T02:01:00Z')"), 2);
  assert.equal(await value("DateTimePart('ms', '2020-01-01T00:00:00.1234567Z')"), 123);
  assert.equal(await value("DateTimeFromParts(2020, 2, 29, 1)"), "2020-02-29T01:00:00.0000000Z");
  assert.equal(await value("DateTimeFromParts(2021, 2, 29)"), undefined);
  assert.equal(await value("DateTimePart('day', 'soon')"), undefined);
  const patch = {
    condition: "FROM c WHERE GetCurrentTimestamp() > 0",
    operations: [{ op: "incr", path: "/n", value: 1 }],
  };
  await assert.rejects(items.item("i000", "p0").patch(patch as never), status(400, /GETCURRENTTIMESTAMP/));
});

test("functions that are used less often", async (t) => {
  const { query } = await filled(await start(t));
  for (const [expression, expected] of [
    ["StringSplit('a,b,c', ',')", ["a", "b", "c"]],
    ["StringJoin(['a', 'b'], '-')", "a-b"],
    ["SetIntersect([1, 2, 2, {a: 1}], [2, {a: 1}, 3])", [2, { a: 1 }]],
    ["SetUnion([1, 2], [2, 3])", [1, 2, 3]],
    ["SetDifference([1, 2], [2, 3])", [1]],
    ["ARRAY_CONTAINS_ANY([1, 2], 5, 2)", true],
    ["ARRAY_CONTAINS_ALL([1, 2], 5, 2)", false],
    [
      "ObjectToArray({a: 1, b: 'x'})",
      [
        { k: "a", v: 1 },
        { k: "b", v: "x" },
      ],
    ],
    ["ObjectToArray({a: 1}, 'name', 'value')", [{ name: "a", value: 1 }]],
    ["CHOOSE(2, 'a', 'b')", "b"],
    ["CHOOSE(3, 'a', 'b')", undefined],
    ["NumberBin(37, 10)", 30],
    ["IntDiv(7, -2)", -3],
    ["IntMod(7, 0)", undefined],
    ["IntBitAnd(12, 10)", 8],
    ["IntBitLeftShift(1, 40)", 2 ** 40],
    ["IntAdd(1.5, 1)", undefined],
    ["ROUND(DEGREES(PI()))", 180],
    ["ATN2(1, 1) = ATAN(1)", true],
    ["ACOS(2)", undefined],
  ] as const) {
    assert.deepEqual((await query(`SELECT VALUE ${expression}`))[0], expected, expression);
  }
});

test("conditions decided by SQLite and by the evaluator agree", async (t) => {
  const { items, query } = await filled(await start(t));
  const every = (await items.items.readAll().fetchAll()).resources;
  const timestamp = String(every[0]?._ts);
  for (const [condition, expected] of [
    ["c.odd = 1", 1],
    ["c.odd = 'text'", 1],
    ["c.odd = null", 1],
    ["c.odd = true", 1],
    ["c.odd = [1]", 1],
    ["c.odd = {a: 1}", 1],
    ["c.odd > 0", 1],
    ["c.odd >= 'a'", 1],
    ["c.odd < true", 0],
    ["c.odd != 1", 5],
    ["c.id = 'i007'", 1],
    ["'i030' <= c.id AND c.id < 'i035'", 5],
    [`c._ts >= ${timestamp} - 100`, 40],
    [`c._ts < ${timestamp} - 100`, 0],
    ["c['n'] > 38.5", 1],
    ["c.n > 9007199254740993", 0],
    ["c.tags[1] = 'b1'", 20],
    ["c.pk = 'p1' AND c.n > 20", 4],
    ["c.id = 5", 0],
  ] as const) {
    assert.equal((await query(`SELECT VALUE c.id FROM c WHERE ${condition}`)).length, expected, condition);
    // `OR false` keeps SQLite out of it.
    assert.equal((await query(`SELECT VALUE c.id FROM c WHERE (${condition}) OR false`)).length, expected, condition);
  }
});

test("ORDER BY ranks types, and leaves out nothing", async (t) => {
  const { items } = await filled(await start(t));
  const all = await items.items.query("SELECT * FROM c ORDER BY c.odd", { partitionKey: "p0" }).fetchAll();
  assert.equal(all.resources.length, 8);
  const fixture = await start(t);
  const mixed = await fixture.container();
  const values = [[1], "b", true, 2, null, "a", { a: 1 }, false, 1.5, 2 ** 60];
  await mixed.items.create({ id: "none", pk: "p" });
  for (const [index, v] of values.entries()) await mixed.items.create({ id: `${index}`, pk: "p", v });
  const { resources } = await mixed.items
    .query("SELECT VALUE c.v FROM c ORDER BY c.v", { partitionKey: "p", maxItemCount: 2 })
    .fetchAll();
  assert.deepEqual(resources, [null, false, true, 1.5, 2, 2 ** 60, "a", "b", [1], { a: 1 }]);
});

test("parameters, comments, quoted names and letter case", async (t) => {
  const { query } = await filled(await start(t));
  const text = 'select value r["n"] -- the number\nfrom root as r where r.n = @n or r.s in (@s)';
  const parameters = [
    { name: "@n", value: 0 },
    { name: "@s", value: "none" },
  ];
  assert.deepEqual(await query({ query: text, parameters }), [0]);
  assert.deepEqual(await query("SELECT VALUE 'it\\'s \\u00fc'"), ["it's ü"]);
  assert.deepEqual(await query("SELECT 1 AS one, 2"), [{ one: 1, $1: 2 }]);
});

test("what is not served, or wrong, is 400 and named", async (t) => {
  const { query } = await filled(await start(t));
  for (const [text, message] of [
    ["SELECT VALUE udf.f(c) FROM c", /udf/],
    ["SELECT * FROM c WHERE REGEXMATCH(c.s, '(a+)+$')", /REGEXMATCH/],
    ["SELECT VALUE (SELECT VALUE t FROM t IN c.tags) FROM c", /more than one/],
    ["SELECT VALUE ARRAY(SELECT VALUE x.n FROM x) FROM c", /container/],
    ["SELECT * FROM c JOIN t", /JOIN/],
    ["SELECT * FROM (SELECT VALUE 1)", /subquery in FROM/],
    ["SELECT * FROM x IN (SELECT VALUE [1])", /subquery in FROM/],
    ["SELECT * FROM c WHERE x.n = 1", /"x"/],
    ["SELECT * FROM c WHERE c.n = @missing", /@missing/],
    ["SELECT FROM c", /Syntax error/],
    ["SELECT * FROM c WHERE c.n = 'open", /closing quote/],
    ["SELECT * FROM c GROUP BY c.s", /GROUP BY/],
    ["SELECT * FROM c WHERE COUNT(1) > 1", /COUNT/],
    ["DELETE FROM c", /SELECT expected/],
    [`SELECT * FROM c WHERE ${"(".repeat(5000)}1${")".repeat(5000)}`, /nested/],
    [`SELECT VALUE 1${"+1".repeat(5000)}`, /chain/],
  ] as const) {
    await assert.rejects(query(text), status(400, message), text.slice(0, 60));
  }
});

test("hostile patterns and long conditions are answered at once", async (t) => {
  const { query } = await filled(await start(t));
  assert.deepEqual(await query(`SELECT VALUE '${"a".repeat(20_000)}' LIKE '${"%a".repeat(50)}%b'`), [false]);
  const many = Array.from({ length: 5000 }, (_, index) => `c.n = ${index + 39}`).join(" OR ");
  assert.deepEqual(await query(`SELECT VALUE c.n FROM c WHERE ${many}`), [39]);
});
