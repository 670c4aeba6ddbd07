import { paintFor } from "../cli/paint.ts";
import { placesOf } from "../cli/places.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { explain } from "./explain.ts";
import { findSubject } from "./find-subject.ts";
import { printExplanations } from "./print-explanation.ts";
import { openScene } from "./run.ts";

const shown = /(```sh\nnpm run explain -- (\w+)\n```\n\n```text\n)[\s\S]*?(```)/g;

/** A page on which commands are followed by what they print of this project's contract: as it is printed today. */
export function explainPage(page: string): string {
  const { scene } = openScene(contractOnDisk(placesOf(undefined, undefined).contract));
  if (scene === undefined) throw new Error("The contract has errors: run `npm run generate -- --check`.");
  return page.replace(shown, (_all, before: string, name: string, after: string) => {
    const found = findSubject(scene.contract, name);
    if ("problem" in found) throw new Error(found.problem);
    const text = printExplanations(explain(scene, found.wanted, 0), scene.words.positionOf, paintFor(false));
    return `${before}${text}\n${after}`;
  });
}
