import { join } from "node:path";
import { explain } from "../../../codegen/explain/explain.ts";
import type { Explanation } from "../../../codegen/explain/explanation.ts";
import { subjectsOf } from "../../../codegen/explain/find-subject.ts";
import { openScene } from "../../../codegen/explain/run.ts";
import type { Scene } from "../../../codegen/explain/scene.ts";
import type { ContractFiles } from "../../../codegen/read/contract-files.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { library, project } from "../support/contracts.ts";

/** The scene of a contract that has no errors. */
export function sceneOf(files: ContractFiles): Scene {
  const { scene, diagnostics } = openScene(files);
  if (scene === undefined) throw new Error(JSON.stringify(diagnostics));
  return scene;
}

/** Contracts on disk that are explained whole. */
export const onDisk = {
  credits: contractOnDisk(join(project, "asyncapi.yaml")),
  library: contractOnDisk(library),
} as const;

/** Everything of a contract, explained; earlier versions too. */
export function everythingOf(scene: Scene): readonly Explanation[] {
  const versions = scene.contract.messages.flatMap(({ kind, name, earlier }) =>
    earlier.map(({ version }) => ({ kind, name, version })),
  );
  return [...subjectsOf(scene.contract), ...versions].flatMap((subject) => explain(scene, subject, 0));
}

/** The sentences of explanations, one text. */
export function textOf(explanations: readonly Explanation[]): string {
  return explanations
    .flatMap(({ steps }) => steps.flatMap(({ says }) => says))
    .map(({ text }) => text)
    .join("\n");
}
