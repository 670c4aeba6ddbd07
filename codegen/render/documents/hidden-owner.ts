import { isObject, type JsonObject, own, stringAt } from "../../json/json.ts";
import type { Access, Needs } from "../../model/security.ts";

/** Needs as people outside may see them: of an owner whom a read model knows that is not shown, that there is one. */
export function publicNeeds(needs: Needs, readModels: ReadonlySet<string>): Needs {
  const { access } = needs;
  if (access?.readModel === undefined || readModels.has(access.readModel)) return needs;
  const { at, key, unlessScope } = access;
  return { ...needs, access: { at, key, unlessScope, readModel: undefined, owner: undefined, isHidden: true } };
}

/**
 * A block of words without a rule of ownership that names a read model which is not shown, and a sentence in its place: without
 * its read model the rule would say something else.
 * @param usualKey where the owner's key is when the rule does not say
 */
export function withoutHiddenOwner(
  words: JsonObject,
  readModels: ReadonlySet<string>,
  usualKey: string,
): { readonly words: JsonObject; readonly sentence: string | undefined } {
  const access = own(words, "access");
  const readModel = stringAt(access, "readModel");
  if (!isObject(access) || readModel === undefined || readModels.has(readModel)) return { words, sentence: undefined };
  const { access: _access, ...rest } = words;
  const key = stringAt(access, "key") ?? usualKey;
  return { words: rest, sentence: hiddenOwnerSentence({ key, unlessScope: stringAt(access, "unlessScope") }) };
}

/** What an outsider needs to know of such a rule. */
function hiddenOwnerSentence({ key, unlessScope }: Pick<Access, "key" | "unlessScope">): string {
  const unless = unlessScope === undefined ? "" : ` Whoever has the scope \`${unlessScope}\` is not asked.`;
  return `Only for the owner of what \`${key}\` names; everybody else is answered 403 \`not-yours\`.${unless}`;
}

/** A description with a sentence at its end, as a paragraph of its own. */
export function described(description: string | undefined, sentence: string | undefined): string | undefined {
  if (sentence === undefined) return description;
  return description === undefined ? sentence : `${description.trimEnd()}\n\n${sentence}`;
}
