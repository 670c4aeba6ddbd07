import { pointer } from "../../json/pointer.ts";
import type { LintReport } from "../findings.ts";
import { nearest } from "../nearest.ts";
import { kindNames } from "../read/grammar.ts";
import type { Subject } from "../read/subject.ts";
import { placesOfWords, wordsOf } from "../read/words.ts";

/** Words that AsyncAPI 3 does not know, in the document and in files beside it. */
export function checkWords({ nodes }: Subject, report: LintReport): void {
  for (const { kind, at, value } of nodes) {
    const known = wordsOf.get(kind);
    if (known === undefined) continue;
    for (const word of Object.keys(value)) {
      if (known.has(word) || word.startsWith("x-")) continue;
      const near = nearest(word, known);
      const other = placesOfWords.get(word);
      const fix =
        near !== undefined
          ? `Did you mean \`${near}\`?`
          : other !== undefined
            ? `\`${word}\` is a word of ${kindNames[other]}; move it there.`
            : undefined;
      const place = { file: at.file, pointer: pointer(at.pointer, word) };
      report("word-misspelt", place, `\`${word}\` is no word of ${kindNames[kind]}.`, fix);
    }
  }
}
