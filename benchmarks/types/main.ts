/** `node benchmarks/types/main.ts`: whether types say what validators say. See benchmarks/README.md. */
import { judge } from "./judge.ts";
import { probes } from "./probes.ts";

const judgements = await judge(probes);
const count = (isValid: boolean, fitsType: boolean) =>
  judgements.filter((judgement) => judgement.isValid === isValid && judgement.fitsType === fitsType).length;
console.log("| schemas | documents | agree | unsound | looser |\n|---|---|---|---|---|");
const agree = count(true, true) + count(false, false);
console.log(`| ${probes.length} | ${judgements.length} | ${agree} | ${count(true, false)} | ${count(false, true)} |\n`);
for (const { probe, instance, isValid, fitsType } of judgements) {
  if (isValid === fitsType) continue;
  console.log(`${isValid ? "UNSOUND" : "looser"}: ${probe.dialect}, ${probe.name}: ${JSON.stringify(instance)}`);
}
process.exitCode = count(true, false) === 0 ? 0 : 1;
