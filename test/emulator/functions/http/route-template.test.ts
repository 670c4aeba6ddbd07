import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseRouteTemplate } from "../../../../emulator/functions/http/route-template.ts";
import { segmentsOf } from "../../../../emulator/functions/http/routes.ts";

function match(template: string, path: string): Record<string, string> | undefined {
  const values = parseRouteTemplate(template).match(segmentsOf(path) ?? []);
  return values && { ...values };
}

describe("route templates", () => {
  it("match literals without regard to case", () => {
    assert.deepEqual(match("api/Orders", "/API/orders/"), {});
    assert.equal(match("api/orders", "/api/orders/1"), undefined);
    assert.equal(match("api/orders", "/api"), undefined);
  });
  it("take parameters, optional ones, defaults and the rest", () => {
    assert.deepEqual(match("a/{x}/{y?}", "/a/1"), { x: "1" });
    assert.deepEqual(match("a/{x}/{y?}", "/a/1/2"), { x: "1", y: "2" });
    assert.equal(match("a/{x}", "/a"), undefined);
    assert.equal(match("a/{x}/b", "/a//b"), undefined);
    assert.deepEqual(match("a/{x=5}", "/a"), { x: "5" });
    assert.deepEqual(match("{*all}", "/a/b%20c"), { all: "a/b c" });
    assert.deepEqual(match("x/{*all}", "/x"), {});
  });
  it("take several parts in one segment", () => {
    assert.deepEqual(match("f/{name}.{ext}", "/f/a.b.txt"), { name: "a.b", ext: "txt" });
    assert.equal(match("f/{name}.{ext}", "/f/a"), undefined);
  });
  it("apply constraints", () => {
    const cases: [string, string[], string[]][] = [
      ["int", ["5", "-5"], ["x", "2147483648"]],
      ["long", ["2147483648"], ["9223372036854775808"]],
      ["bool", ["true", "False"], ["yes"]],
      ["guid", ["0af76519-16cd-43dd-8448-eb211c80319c", "0af7651916cd43dd8448eb211c80319c"], ["0af7"]],
      ["alpha", ["abc"], ["a1"]],
      ["decimal", ["1.5", "-2"], ["one"]],
      ["datetime", ["2026-01-01"], ["then"]],
      ["length(2)", ["ab"], ["abc"]],
      ["length(2,3)", ["ab", "abc"], ["a"]],
      ["minlength(2)", ["ab"], ["a"]],
      ["maxlength(2)", ["ab"], ["abc"]],
      ["min(2)", ["2"], ["1", "x"]],
      ["max(2)", ["2"], ["3"]],
      ["range(2,3)", ["2", "3"], ["4"]],
      ["regex(^\\d{{2}}$)", ["12"], ["123"]],
      ["int:min(3)", ["3"], ["2", "x"]],
    ];
    for (const [constraint, good, bad] of cases) {
      for (const value of good)
        assert.deepEqual(match(`{v:${constraint}}`, `/${value}`), { v: value }, `${constraint} ${value}`);
      for (const value of bad)
        assert.equal(match(`{v:${constraint}}`, `/${value}`), undefined, `${constraint} ${value}`);
    }
    assert.deepEqual(match("a/{v:int?}", "/a"), {});
    assert.deepEqual(match("a/{v:int=7}", "/a"), { v: "7" });
  });
  it("say what is wrong", () => {
    assert.throws(() => parseRouteTemplate("{a}/{A}"), /"a" more than once/);
    assert.throws(() => parseRouteTemplate("{*a}/b"), /catch-all parameter before its end/);
    assert.throws(() => parseRouteTemplate("{a"), /unmatched brace/);
    assert.throws(() => parseRouteTemplate("x{*a}"), /whole segment/);
    assert.throws(() => parseRouteTemplate("{a:nope}"), /constraint "nope"/);
    assert.throws(() => parseRouteTemplate("{}"), /cannot be read/);
  });
});
