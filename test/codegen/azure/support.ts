import { generate } from "../../../codegen/pipeline.ts";
import { type ContractFiles, contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { counterContract, inMemory, library, project, tools } from "../support/contracts.ts";

/** What is generated for Azure, by path. */
export async function azureFilesOf(files: ContractFiles): Promise<ReadonlyMap<string, string>> {
  const { files: made, diagnostics } = await generate(files, tools);
  if (made === undefined) throw new Error(JSON.stringify(diagnostics));
  return new Map([...made].filter(([path]) => path.startsWith("azure/")));
}

/** A contract with as little in it as there may be: one stream, one command, one event. */
function least() {
  const document = counterContract();
  const { Add, Added } = document.components.messages;
  delete Add["x-eventwright"].rejections;
  document.components.messages = { Add, Added };
  const { streams, ...words } = document["x-eventwright"];
  for (const group of ["rejections", "readModels", "reactions", "retryPolicies"]) delete words[group];
  document["x-eventwright"] = { ...words, streams };
  document.components.schemas = {};
  return document;
}

/** Contracts that files for Azure are made from. */
export const contracts: Readonly<Record<string, ContractFiles>> = {
  credits: contractOnDisk(`${project}asyncapi.yaml`),
  library: contractOnDisk(library),
  "one command": inMemory({ "asyncapi.yaml": JSON.stringify(least()) }),
};
