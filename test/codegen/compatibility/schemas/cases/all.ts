import type { ChangeGroup } from "./case.ts";
import { conditions } from "./conditions.ts";
import { eight } from "./eight.ts";
import { fields } from "./fields.ts";
import { lists } from "./lists.ts";
import { numbers } from "./numbers.ts";
import { openness } from "./openness.ts";
import { recursion } from "./recursion.ts";
import { texts } from "./texts.ts";
import { types } from "./types.ts";
import { undecided } from "./undecided.ts";
import { unions } from "./unions.ts";
import { values } from "./values.ts";

/** All kinds of change, in the order of the documentation. */
export const groups: readonly ChangeGroup[] = [
  eight,
  fields,
  openness,
  types,
  values,
  numbers,
  texts,
  lists,
  unions,
  recursion,
  conditions,
  undecided,
];
