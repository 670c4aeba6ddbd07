import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, objectAt, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { scopesOfScheme } from "../../model/token-schemes.ts";
import { doorsOf, scopesOfDoor } from "../../plan/doors.ts";
import type { LintReport } from "../findings.ts";
import { kindNames } from "../read/grammar.ts";
import { placeKey, type Subject } from "../read/subject.ts";

/** References that lead to something else than what is needed. */
export function checkReferenceKinds({ references, structure }: Subject, report: LintReport): void {
  for (const { from, ref, kind, target } of references) {
    const found = target === undefined ? undefined : structure.get(placeKey(target));
    if (found === undefined || found === kind) continue;
    report("reference-kind", from, `\`${ref}\` is ${kindNames[found]}; ${kindNames[kind]} is needed here.`);
  }
}

/** Something that is of no use unless something refers to it. */
interface Candidate {
  readonly at: Location;
  readonly rule: "component-unused" | "definition-unused";
  readonly what: string;
}

/** Components and definitions that cannot be reached from the document, however many references are followed. */
export function checkUnused(subject: Subject, report: LintReport): void {
  const candidates = new Map(
    [...components(subject), ...definitions(subject)].map((each) => [placeKey(each.at), each]),
  );
  const uses = new Map<string, string[]>();
  const waiting: string[] = [...rootsOf(subject)];
  for (const { from, target } of subject.references) {
    if (target === undefined) continue;
    const to = ownerOf(target, candidates);
    if (to === undefined) continue;
    const owner = ownerOf(from, candidates);
    if (owner === undefined) waiting.push(to);
    else uses.set(owner, [...(uses.get(owner) ?? []), to]);
  }
  const used = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    waiting.push(...(uses.get(next) ?? []));
    // A definition within a component that is used, and that is used from within it.
    const outer = ownerOf(parentOf(candidates.get(next)?.at), candidates);
    if (outer !== undefined) waiting.push(outer);
  }
  for (const [key, { at, rule, what }] of candidates) if (!used.has(key)) report(rule, at, what);
}

function components({ contract }: Subject): readonly Candidate[] {
  return Object.entries(objectAt(contract.value, "components")).flatMap(([group, entries]) =>
    isObject(entries) && !group.startsWith("x-")
      ? Object.keys(entries).map((name) => ({
          at: { file: contract.path, pointer: pointer("/components", group, name) },
          rule: "component-unused" as const,
          what: `Nothing refers to \`${name}\` of \`components.${group}\`.`,
        }))
      : [],
  );
}

function definitions({ schemas }: Subject): readonly Candidate[] {
  return schemas.flatMap(({ at, value }) =>
    ["$defs", "definitions"].flatMap((word) =>
      Object.keys(objectAt(value, word)).map((name) => ({
        at: { file: at.file, pointer: pointer(at.pointer, word, name) },
        rule: "definition-unused" as const,
        what: `Nothing refers to the definition \`${name}\`.`,
      })),
    ),
  );
}

/**
 * Components that are of use by themselves: messages of Eventwright, the documents of read models, and security schemes with
 * a scope that a word names.
 */
function rootsOf({ contract, model }: Subject): readonly string[] {
  const place = (group: string, name: string) =>
    placeKey({ file: contract.path, pointer: pointer("/components", group, name) });
  const components = objectAt(contract.value, "components");
  const messages = Object.entries(objectAt(components, "messages"));
  const named = new Set(model === undefined ? [] : doorsOf(model).flatMap(scopesOfDoor));
  const schemes = Object.entries(objectAt(components, "securitySchemes"));
  return [
    ...messages
      .filter(([, value]) => isObject(value) && "x-eventwright" in value)
      .map(([name]) => place("messages", name)),
    ...schemes
      .filter(([, scheme]) => scopesOfScheme(scheme).some((scope) => named.has(scope)))
      .map(([name]) => place("securitySchemes", name)),
    ...(model?.readModels ?? []).map(({ documentKey }) => place("schemas", documentKey)),
  ];
}

/** The innermost candidate that a place lies in. */
function ownerOf(at: Location | undefined, candidates: ReadonlyMap<string, unknown>): string | undefined {
  for (
    let path = at?.pointer;
    at !== undefined && path !== undefined && path !== "";
    path = path.slice(0, path.lastIndexOf("/"))
  ) {
    const key = placeKey({ file: at.file, pointer: path });
    if (candidates.has(key)) return key;
  }
  return undefined;
}

function parentOf(at: Location | undefined): Location | undefined {
  return at && { file: at.file, pointer: at.pointer.slice(0, at.pointer.lastIndexOf("/")) };
}

/** Whether an object is nothing but a reference. */
export function isReference(value: unknown): boolean {
  return stringAt(value, "$ref") !== undefined;
}
