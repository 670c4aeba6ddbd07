/** `npm run explain`: what will happen to a message and why, in words, without running anything. */
import { Command, InvalidArgumentError } from "commander";
import { contractOption } from "./cli/options.ts";
import type { Paint } from "./cli/paint.ts";
import { placesOf } from "./cli/places.ts";
import { printDiagnostics } from "./cli/print.ts";
import { runProgram } from "./cli/run-program.ts";
import { explain } from "./explain/explain.ts";
import { findSubject, type Group, subjectsOf } from "./explain/find-subject.ts";
import { explanationsAsJson, printExplanations } from "./explain/print-explanation.ts";
import { openScene } from "./explain/run.ts";
import type { Scene } from "./explain/scene.ts";
import { contractOnDisk } from "./read/contract-files.ts";

interface Options {
  readonly contract?: string;
  readonly depth: number;
  readonly json?: boolean;
  readonly readModel?: string;
  readonly process?: string;
  readonly reaction?: string;
}

const examples = `
Examples (npm passes on what stands after --):
  npm run explain                                  what there is to explain
  npm run explain -- TransferCredits               a command: from the request to its outcome
  npm run explain -- CreditsReserved --depth 2     an event, and what it sets off, two steps far
  npm run explain -- TransferHeld.v1               an earlier version of a message
  npm run explain -- --read-model accounts         how a read model comes to show what it shows
  npm run explain -- --process transfer            what starts a process, what it waits for and sends
  npm run explain -- Pay --json | jq               for scripts

Nothing runs and nothing is asked for: all of it follows from the contract, and each sentence names the line and the word
that it follows from. What hand-written code does in a given case only the code can say.

Exit codes: 0 explained; 1 there is no such thing, or the contract has errors; 2 wrong usage or a crash.`;

const program = new Command("explain")
  .description("Says step by step what will happen to a message, and which word of the contract says so.")
  .argument("[name]", "a message, read model, process or reaction; `<Message>.v1` for an earlier version")
  .option("--read-model <name>", "explain a read model")
  .option("--process <name>", "explain a process")
  .option("--reaction <name>", "explain a reaction")
  .option("--depth <steps>", "explain what it sets off, too, so many steps far", stepsOf, 0)
  .option(...contractOption)
  .option("--json", "print JSON")
  .addHelpText("after", examples)
  .allowExcessArguments(false)
  .exitOverride();

await runProgram(program, (paint) => main(program.args[0], program.opts<Options>(), paint));

function main(argument: string | undefined, options: Options, paint: Paint): number {
  const asked = wishesOf(argument, options);
  if (asked.length > 1) program.error("error: ask for one thing at a time");
  const { scene, diagnostics } = openScene(contractOnDisk(placesOf(options.contract, undefined).contract));
  if (scene === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    console.log(
      options.json ? JSON.stringify({ diagnostics: errors }, undefined, 2) : printDiagnostics(errors, paint).join("\n"),
    );
    return 1;
  }
  const [wish] = asked;
  if (wish === undefined) {
    console.log(listing(scene, options.json === true));
    return 0;
  }
  const found = findSubject(scene.contract, wish.name, wish.group);
  if ("problem" in found) {
    const hint =
      found.nearest === undefined ? "`npm run explain` lists what there is." : `Did you mean ${found.nearest}?`;
    if (options.json) console.log(JSON.stringify(found, undefined, 2));
    else console.error(`${found.problem} ${hint}`);
    return 1;
  }
  const explanations = explain(scene, found.wanted, options.depth);
  const { positionOf } = scene.words;
  console.log(
    options.json
      ? JSON.stringify(explanationsAsJson(explanations, positionOf), undefined, 2)
      : printExplanations(explanations, positionOf, paint),
  );
  return 0;
}

function wishesOf(
  argument: string | undefined,
  { readModel, process: process_, reaction }: Options,
): readonly { readonly name: string; readonly group?: Group }[] {
  return [
    ...(argument === undefined ? [] : [{ name: argument }]),
    ...(readModel === undefined ? [] : [{ name: readModel, group: "read model" as const }]),
    ...(process_ === undefined ? [] : [{ name: process_, group: "process" as const }]),
    ...(reaction === undefined ? [] : [{ name: reaction, group: "reaction" as const }]),
  ];
}

function listing({ contract }: Scene, json: boolean): string {
  const subjects = subjectsOf(contract);
  if (json) return JSON.stringify({ subjects }, undefined, 2);
  const groups = Map.groupBy(subjects, ({ kind }) => kind);
  return [
    ...[...groups].map(([kind, members]) => `${kind}: ${members.map(({ name }) => name).join(", ")}`),
    "",
    "`npm run explain -- NAME` explains one of them.",
  ].join("\n");
}

function stepsOf(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError("It is a number from 0 to 99.");
  return Number(text);
}
