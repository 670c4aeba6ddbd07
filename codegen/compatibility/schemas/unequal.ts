import { isObject } from "../../json/json.ts";
import type { Fact, Formula } from "./formula.ts";
import type { Literal } from "./nodes.ts";

const infinite = Number.POSITIVE_INFINITY;

/**
 * That an object or a list is not a certain one, in statements about its parts: something is missing, something differs, or
 * there is more.
 * @param noneOf makes the literal that a value is none of these
 */
export function unequal(value: unknown, noneOf: (values: readonly unknown[]) => Literal): Formula {
  if (Array.isArray(value)) return unequalList(value, noneOf);
  return isObject(value) ? unequalObject(value, noneOf) : true;
}

const fact = (statement: Fact): Formula => ({ fact: statement });

function unequalList(value: readonly unknown[], noneOf: (values: readonly unknown[]) => Literal): Formula {
  const { length } = value;
  return {
    any: [
      ...(length === 0 ? [] : [fact({ word: "size", min: 0, max: length - 1 })]),
      fact({ word: "size", min: length + 1, max: infinite }),
      ...value.map((item, index) => ({
        all: [
          fact({ word: "size", min: index + 1, max: infinite }),
          fact({ word: "at", index, literal: noneOf([item]) }),
        ],
      })),
    ],
  };
}

function unequalObject(
  value: Readonly<Record<string, unknown>>,
  noneOf: (values: readonly unknown[]) => Literal,
): Formula {
  const names = Object.keys(value);
  return {
    any: [
      ...names.map((name) => fact({ word: "absent", name })),
      ...names.map((name) => ({
        all: [fact({ word: "present", name }), fact({ word: "named", name, literal: noneOf([value[name]]) })],
      })),
      fact({ word: "exists", names: names.length === 0 ? [] : [noneOf(names)], literal: noneOf([]) }),
    ],
  };
}
