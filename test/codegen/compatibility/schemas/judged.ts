import type { JudgedGroup } from "../../../../codegen/compatibility/schemas/documentation.ts";
import { proveSubset } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import type { ChangeGroup } from "./cases/case.ts";
import { sideOf } from "./support.ts";

/** Compares all changes of a group in both directions. */
export function judged({ title, words, changes }: ChangeGroup): JudgedGroup {
  return {
    title,
    words,
    changes: changes.map(({ change, before, after }) => {
      const [old, now] = [sideOf(before), sideOf(after)];
      return {
        change,
        old: proveSubset(old, now, { roles: { from: "old" } }),
        new: proveSubset(now, old, { roles: { from: "new" } }),
      };
    }),
  };
}
