import assert from "node:assert/strict";
import { test } from "node:test";
import { printed, refusalOf, rowsOf } from "./support.ts";

test("null is like no value and unlike null it is null; everything else with it is null", () => {
  const query = `datatable (v: int) [5, int(null)]
    | project a = v > 3, b = v > 3 or isnull(v), c = v == int(null), d = v != int(null), e = v + 1, f = v > 3 and false`;
  assert.deepEqual(rowsOf(query), [
    [true, true, false, true, 6, false],
    [null, true, null, null, null, false],
  ]);
  assert.deepEqual(rowsOf('datatable (i: int, s: string) [5, "a", int(null), "b"] | where i != 5 | project s'), [
    ["b"],
  ]);
});

test("text is never null, and empty text is empty", () => {
  assert.deepEqual(printed('isnull(""), isempty(""), isnotempty("a"), strlen(tostring(int(null)))'), [
    false,
    true,
    true,
    0,
  ]);
});

test("whole numbers divide to whole numbers, and a rest is never negative", () => {
  assert.deepEqual(
    printed("1 / 2, -7 / 2, 1.0 / 2, 14 % 12, -14 % 12, 14 % -12, -14 % -12"),
    [0, -3, 0.5, 2, 10, 2, 10],
  );
  assert.deepEqual(printed("1.0 / 0, -1.0 / 0, 0.0 / 0"), ["Infinity", "-Infinity", "NaN"]);
  assert.equal(refusalOf("print 1 / 0").code, "division-by-zero");
});

test("whole numbers that would not be exact are refused, not rounded", () => {
  assert.equal(refusalOf("print 9007199254740993").kind, "unsupported");
  assert.equal(refusalOf("print 9007199254740991 + 1").code, "beyond-exact");
});

test("times add, subtract and divide", () => {
  assert.deepEqual(
    printed("datetime(2026-01-31) + 1d, datetime(2026-03-01) - datetime(2026-02-28), 1h / 30m, 3 * 1.5h, -90s"),
    ["2026-02-01T00:00:00Z", "1.00:00:00", 2, "04:30:00", "-00:01:30"],
  );
  assert.deepEqual(printed("now(), ago(1h), now(1d)"), [
    "2026-11-26T12:00:00Z",
    "2026-11-26T11:00:00Z",
    "2026-11-27T12:00:00Z",
  ]);
});

test("datetimes keep their ticks", () => {
  assert.deepEqual(printed("datetime(2026-01-01 10:11:12.1234567) + 1tick"), ["2026-01-01T10:11:12.1234568Z"]);
  assert.deepEqual(
    printed('todatetime("2026-01-01T01:00:00+02:00"), todatetime("nothing"), todatetime("2026-02-30")'),
    ["2025-12-31T23:00:00Z", null, null],
  );
});

test("bins are counted from zero, those of datetimes from year 1", () => {
  assert.deepEqual(printed("bin(4.5, 1), bin(-5, 2), bin(time(16d), 7d), bin(datetime(1970-05-11 13:45:07), 1d)"), [
    4,
    -6,
    "14.00:00:00",
    "1970-05-11T00:00:00Z",
  ]);
  // Year 1 began on a Monday, so that bins of a week do.
  assert.deepEqual(printed("bin(datetime(2026-11-26), 7d), bin_at(6.5, 2.5, 7)"), ["2026-11-23T00:00:00Z", 4.5]);
});

test("datetime_diff counts boundaries", () => {
  const parts = `datetime_diff("year", datetime(2017-01-01), datetime(2000-12-31)),
    datetime_diff("week", datetime(2017-10-29 00:00), datetime(2017-09-30 23:59)),
    datetime_diff("second", datetime(2017-10-30 23:00:10.100), datetime(2017-10-30 23:00:00.900)),
    datetime_add("month", 1, datetime(2026-01-31)), datetime_part("weekOfYear", datetime(2027-01-01))`;
  assert.deepEqual(printed(parts), [17, 5, 10, "2026-02-28T00:00:00Z", 53]);
});

test("dynamic values are reached by name, by number and from the end; what is not there is null", () => {
  const bag = 'dynamic({"a.b": [1, 2, {"c": "x"}], "d": null})';
  assert.deepEqual(
    printed(`tostring(${bag}["a.b"][2].c), toint(${bag}["a.b"][-2]), isnull(${bag}.d), isnull(${bag}.nothing.more)`),
    ["x", 2, true, true],
  );
});

test("dynamic values that are no numbers are not compared or reckoned with as numbers", () => {
  assert.deepEqual(printed('dynamic(5) > 3, dynamic("a") == "a", dynamic({"a": 1}).a + 1'), [true, true, 2]);
  assert.equal(refusalOf('print dynamic("5") > 3').code, "dynamic-type");
  assert.equal(refusalOf('print dynamic("5") + 3').code, "dynamic-type");
});

test("operators of text mind case as their names say, and terms end where letters and digits do", () => {
  assert.deepEqual(
    printed('"a" == "A", "a" =~ "A", "Ä" =~ "ä", "North_America" has "america", "North America" has "amer"'),
    [false, true, false, true, false],
  );
  assert.deepEqual(
    printed(
      '"North America" hasprefix "AMER", "North America" hassuffix_cs "ica", "abc" contains_cs "B", "a-b c" has "b c"',
    ),
    [true, true, false, true],
  );
  assert.deepEqual(
    printed(
      '"A" in ("a"), "A" in~ ("a"), 2 in (dynamic([1, 2])), 3 !in (1, 2), "x y" has_any ("q", "Y"), "x y" has_all ("x", "z")',
    ),
    [false, true, true, true, true, false],
  );
});

test("success, which is text, may be compared with a bool", () => {
  const rows = {
    requests: [
      { name: "a", success: "False" },
      { name: "b", success: "True" },
    ],
  };
  assert.deepEqual(rowsOf("requests | where success == false | project name", rows), [["a"]]);
  assert.deepEqual(rowsOf("requests | where success != false | project name", rows), [["b"]]);
});

test("functions of text", () => {
  assert.deepEqual(
    printed(
      'substring("abcdef", 2, 3), indexof("abcdefg", "cde", 0, 6), countof("aaa", "aa"), strcat_delim("-", "a", 1, true)',
    ),
    ["cde", 2, 2, "a-1-true"],
  );
  assert.deepEqual(
    printed(
      'extract("x=(\\\\d+)", 1, "a x=45", typeof(long)), replace_regex("a1b22", @"(\\d+)", @"<\\1>"), trim("-+", "--a-b--"), split("a_b", "_")',
    ),
    [45, "a<1>b<22>", "a-b", '["a","b"]'],
  );
  assert.deepEqual(
    printed(
      'format_datetime(datetime(2026-01-02 13:04:05.67), "yy-MM-dd hh:mm:ss.fff tt"), format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss")',
    ),
    ["26-01-02 01:04:05.670 PM", "29.09:00:05"],
  );
});

test("choices: the first condition that holds, the first value that is there", () => {
  assert.deepEqual(
    printed('case(false, "a", true, "b", "c"), iff(bool(null), 1, 2), coalesce(int(null), 2, 3), coalesce("", "x")'),
    ["b", 2, 2, "x"],
  );
});

test("a name such as __proto__ is a name like others", () => {
  assert.deepEqual(printed('bag_keys(parse_json("{\\"__proto__\\": 1}")), bag_pack("__proto__", 2)'), [
    '["__proto__"]',
    '{"__proto__":2}',
  ]);
});
