import type { Rule } from "./rule.ts";

/** Rules about names that become code: EW14xx. */
export const nameRules = {
  "name-collision": {
    id: "EW1401",
    severity: "error",
    why: "Two things would get the same name in generated code.",
    fix: "Rename one of them; a schema's name comes from its key under `components.schemas`, else from its `title`.",
  },
  "file-collision": {
    id: "EW1402",
    severity: "error",
    why: "Two generated files would have names that differ by case at most, which some disks cannot hold.",
    fix: "Rename one of the two.",
  },
  "name-reserved": {
    id: "EW1403",
    severity: "error",
    why: "The name has a meaning of its own in TypeScript or in generated code.",
    fix: "Choose another name.",
  },
  "name-invalid": {
    id: "EW1404",
    severity: "error",
    why: "The name becomes an identifier in code and part of file names and message types.",
    fix: "Use ASCII letters and digits: messages begin with a capital letter, everything else with a small one.",
  },
  "name-changed": {
    id: "EW1406",
    severity: "info",
    why: "Its own name is no identifier, is reserved or is taken.",
    fix: "Nothing has to be done; another name in the document makes another name in code.",
  },
  "route-collision": {
    id: "EW1405",
    severity: "error",
    why: "Two endpoints would answer the same requests.",
    fix: "Give one of them another path.",
  },
} as const satisfies Record<string, Rule>;
