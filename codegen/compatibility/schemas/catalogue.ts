/** A kind of difference between two schemas. */
export interface SchemaRule {
  /** Stable: never reused for another rule. */
  readonly id: string;
  /** What has changed, and why that hurts. */
  readonly why: string;
  /** What to do when documents of the old version meet the new schema (`old`), or the other way round (`new`). */
  readonly fix: { readonly old: string; readonly new: string };
}

const version = "or give the change a version of its own";
const undecided = "Write the schema in simpler words, or record a decision that says why the change is safe.";
const both = (fix: string) => ({ old: fix, new: fix });

/** Every rule of the comparison of schemas. `docs/compatibility.md` is made from it. */
export const schemaRules = {
  "property-required": {
    id: "EC1001",
    why: "A field must be there that could be left out.",
    fix: {
      old: `Leave the field optional, ${version} with an upcaster that fills it in.`,
      new: `Go on sending the field always: leave it required, ${version}.`,
    },
  },
  "property-removed-from-closed": {
    id: "EC1002",
    why: "A field that was described is not allowed any more, since the object is closed.",
    fix: {
      old: `Keep the field (deprecated), ${version} with an upcaster that drops it.`,
      new: `Readers refuse fields they do not know. Open the object first (one release earlier), ${version}.`,
    },
  },
  "object-closed": {
    id: "EC1003",
    why: "An object that was open for unknown fields is closed.",
    fix: {
      old: `Leave \`additionalProperties\` out, ${version}.`,
      new: `Keep the object closed, ${version}.`,
    },
  },
  "property-declared": {
    id: "EC1004",
    why: "A field of an open object had no schema and has one now: whoever used the name for something else is refused.",
    fix: {
      old: "Nothing to do when nobody sends a field of this name; else choose another name.",
      new: `Keep the field described, or choose another name, ${version}.`,
    },
  },
  "property-names": {
    id: "EC1006",
    why: "Names of fields are not allowed as they were.",
    fix: both(`Allow the names that were allowed, ${version}.`),
  },
  "pattern-properties-narrowed": {
    id: "EC1007",
    why: "Fields whose names match a pattern are not allowed as they were.",
    fix: both(`Allow under this pattern at least what was allowed, ${version}.`),
  },
  "properties-count": {
    id: "EC1008",
    why: "The number of fields is limited more tightly.",
    fix: both(`Leave \`minProperties\` and \`maxProperties\` as they were, ${version}.`),
  },
  "dependent-required": {
    id: "EC1009",
    why: "A field asks for another one that it did not ask for.",
    fix: both(`Leave the other field optional, ${version}.`),
  },
  "unevaluated-properties": {
    id: "EC1010",
    why: "Fields that no part of the schema describes are not allowed as they were.",
    fix: both(`Leave \`unevaluatedProperties\` out, or describe the fields, ${version}.`),
  },
  "property-forbidden": {
    id: "EC1011",
    why: "A field that could be there must not be there.",
    fix: both(`Allow the field, ${version}.`),
  },
  "property-type": {
    id: "EC1101",
    why: "A value may not have a JSON type that it had.",
    fix: {
      old: `Allow both types (\`type: [old, new]\`), or add a field of another name, ${version} with an upcaster.`,
      new: `Go on sending the type that readers know, or add a field of another name, ${version}.`,
    },
  },
  "null-not-allowed": {
    id: "EC1102",
    why: "A value that could be null must not be null.",
    fix: {
      old: `Go on allowing null, ${version} with an upcaster that leaves the field out.`,
      new: `Leave the field out in place of null, ${version}.`,
    },
  },
  "whole-number": {
    id: "EC1103",
    why: "A number that could have a fraction must be whole.",
    fix: both(`Leave \`type: number\`, or add a field of another name for the whole number, ${version}.`),
  },
  "enum-value-removed": {
    id: "EC1104",
    why: "A value of a list is not in the other list.",
    fix: {
      old: `Keep the value (deprecated), ${version} with an upcaster that replaces it.`,
      new: `Readers refuse a value that they do not know. Tell them first, ${version}.`,
    },
  },
  "enum-added": {
    id: "EC1105",
    why: "A value that was free must be one of a list.",
    fix: both(`Leave the list out and check the values in the handler, ${version}.`),
  },
  const: {
    id: "EC1106",
    why: "A value must be exactly one value that it need not have been.",
    fix: both(`Allow the other values as well, ${version}.`),
  },
  "bound-tightened": {
    id: "EC1201",
    why: "A number has a tighter bound.",
    fix: {
      old: `Leave the bound and check in the handler, ${version} with an upcaster.`,
      new: `Go on sending numbers within the bound that readers know, ${version}.`,
    },
  },
  "multiple-of": {
    id: "EC1202",
    why: "A number must be a multiple of something that it need not have been.",
    fix: both(`Leave \`multipleOf\` as it was, ${version}.`),
  },
  length: {
    id: "EC1301",
    why: "The length of a text is limited more tightly.",
    fix: both(`Leave \`minLength\` and \`maxLength\` as they were, ${version}.`),
  },
  pattern: {
    id: "EC1302",
    why: "A text must match a pattern that not all its texts match.",
    fix: both(`Take a pattern that matches everything that was allowed, ${version}.`),
  },
  "format-added": {
    id: "EC1303",
    why: "A text must have a format that not all its texts have.",
    fix: both(`Leave the format out and check in the handler, ${version}.`),
  },
  "format-changed": {
    id: "EC1304",
    why: "A text must have another format than before.",
    fix: both(`Keep the format, or add a field of another name, ${version}.`),
  },
  "items-count": {
    id: "EC1401",
    why: "The number of items is limited more tightly.",
    fix: both(`Leave \`minItems\` and \`maxItems\` as they were, ${version}.`),
  },
  items: {
    id: "EC1402",
    why: "Items of a list are not allowed as they were.",
    fix: both(`Allow the items that were allowed, ${version}.`),
  },
  tuple: {
    id: "EC1403",
    why: "Items at certain places of a list are not allowed as they were.",
    fix: both(`Leave the places as they were and add new ones at the end, optional, ${version}.`),
  },
  "unique-items": {
    id: "EC1404",
    why: "Items of a list must differ.",
    fix: both(`Leave \`uniqueItems\` out and ignore repetitions in the handler, ${version}.`),
  },
  contains: {
    id: "EC1405",
    why: "A list must hold items that it need not have held, or not so many.",
    fix: both(`Leave \`contains\` as it was, ${version}.`),
  },
  "union-branch-removed": {
    id: "EC1501",
    why: "A value fits none of the alternatives.",
    fix: {
      old: `Keep the alternative (deprecated), ${version} with an upcaster.`,
      new: `Readers refuse an alternative that they do not know. Tell them first, ${version}.`,
    },
  },
  "union-ambiguous": {
    id: "EC1502",
    why: "A value fits more than one alternative of `oneOf`.",
    fix: both("Make the alternatives exclude each other, by a field with another `const` in each, or use `anyOf`."),
  },
  not: {
    id: "EC1503",
    why: "A value has a form that is excluded.",
    fix: both(`Do not exclude what was allowed, ${version}.`),
  },
  conditional: {
    id: "EC1504",
    why: "A condition demands something that was not demanded.",
    fix: both(`Leave the condition as it was, ${version}.`),
  },
  "nothing-allowed": {
    id: "EC1505",
    why: "Nothing is allowed where something was.",
    fix: both(`Allow what was allowed, ${version}.`),
  },
  deeper: {
    id: "EC1506",
    why: "Something further down is not allowed as it was, too deep to be named.",
    fix: both(`Compare the schema further down by itself, ${version}.`),
  },
  "undecided-complexity": {
    id: "EC1901",
    why: "There are too many combinations to look at all of them.",
    fix: both(undecided),
  },
  "undecided-pattern": {
    id: "EC1902",
    why: "A pattern looks ahead, looks back, repeats a group or is too large, and it is not the same on both sides.",
    fix: both(undecided),
  },
  "undecided-format": {
    id: "EC1903",
    why: "How a format relates to other formats, patterns or lengths is not known.",
    fix: both(undecided),
  },
  "undecided-multiple": {
    id: "EC1904",
    why: "Multiples and bounds together leave too many numbers to try.",
    fix: both(undecided),
  },
  "undecided-counting": {
    id: "EC1905",
    why: "How many different or matching items or fields there can be is not known.",
    fix: both(undecided),
  },
  "undecided-word": {
    id: "EC1907",
    why: "A word of the schema is not understood by the comparison.",
    fix: both(undecided),
  },
  "undecided-witness": {
    id: "EC1908",
    why: "The comparison found a difference, but no document that both validators confirm.",
    fix: both(undecided),
  },
  "undecided-schema": {
    id: "EC1909",
    why: "A schema cannot be compiled, so no document can be checked.",
    fix: both("Mend the schema first: `npm run generate` says what is wrong with it."),
  },
} as const satisfies Readonly<Record<string, SchemaRule>>;

/** Name of a rule. */
export type SchemaRuleName = keyof typeof schemaRules;
