import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDoors } from "../../../../codegen/compatibility/contracts/compare-doors.ts";
import { Findings } from "../../../../codegen/compatibility/contracts/finding.ts";
import type { Access, Needs } from "../../../../codegen/model/security.ts";
import { counter, sideOf } from "./support.ts";

/** Every caller there can be: scopes, and the read models by which they are the owner. */
const callers = subsets(["read", "write"]).flatMap((scopes) =>
  subsets(["totals", "people"]).map((owned) => ({ scopes, owned })),
);
const ways = [[], [["read"]], [["write"]], [["read", "write"]], [["read"], ["write"]]] as const;
const accesses = [undefined, ...["totals", "people"].flatMap((name) => ["", "read", "write"].map(access(name)))];
const all: readonly Needs[] = ways.flatMap((scopes) => accesses.map((each) => ({ scopes, access: each })));

/** What the platform does with a request. */
function lets({ scopes, access: rule }: Needs, caller: (typeof callers)[number]): boolean {
  const has = scopes.length === 0 || scopes.some((way) => way.every((scope) => caller.scopes.includes(scope)));
  if (!has || rule === undefined) return has;
  return caller.scopes.includes(rule.unlessScope ?? "") || caller.owned.includes(rule.readModel ?? "");
}

test("a change is a break exactly where some caller is let in no longer, and told where one is let in newly", () => {
  const side = sideOf(counter());
  const asking = (notifications: Needs) => {
    const { contract } = side;
    return { ...side, contract: { ...contract, security: { ...contract.security, notifications } } };
  };
  const sides = all.map((needs) => ({ needs, side: asking(needs) }));
  const seen = { breaks: 0, wider: 0, same: 0 };
  for (const before of sides) {
    for (const after of sides) {
      const findings = new Findings(before.side, after.side);
      compareDoors(findings);
      const shut = callers.some((caller) => lets(before.needs, caller) && !lets(after.needs, caller));
      const opened = callers.some((caller) => lets(after.needs, caller) && !lets(before.needs, caller));
      const names = findings.list.map(({ name }) => name);
      const what = JSON.stringify([before.needs, after.needs, names]);
      assert.equal(
        findings.list.some(({ weight }) => weight === "breaking"),
        shut,
        what,
      );
      // That another one is the owner says both: the old one is refused, and the new one may be let in.
      const isWidened = names.some((name) => name.endsWith("-widened"));
      assert.ok(opened ? isWidened || names.includes("access-changed") : !isWidened, what);
      for (const { name, witness } of findings.list) assert.notEqual(witness, undefined, name);
      seen.breaks += Number(shut);
      seen.wider += Number(opened && !shut);
      seen.same += Number(!opened && !shut);
    }
  }
  assert.ok(
    Object.values(seen).every((count) => count > 50),
    JSON.stringify(seen),
  );
});

function access(readModel: string) {
  return (scope: string): Access => ({
    at: { file: "asyncapi.yaml", pointer: "" },
    readModel,
    key: undefined,
    owner: "/owner",
    unlessScope: scope === "" ? undefined : scope,
  });
}

function subsets([first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((each) => [each, [first, ...each]]);
}
