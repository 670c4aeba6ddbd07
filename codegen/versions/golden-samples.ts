import { isObject, listAt, own, printJson, stringAt } from "../json/json.ts";
import type { Contract, Example } from "../model/contract.ts";
import { kebabCase } from "../model/names.ts";
import { boundarySamplesOf, type Sample } from "../samples/boundary-samples.ts";

/** The frozen samples of one version: documents as they may be stored. Written once, never changed. */
export interface GoldenSamples {
  readonly message: string;
  readonly version: number;
  readonly samples: readonly Sample[];
}

/** At most so many samples are frozen. */
const most = 120;
/** Characters of JSON beyond which a boundary sample is not worth its place in a file that people keep. */
const longest = 5000;

/** The file of a version's frozen samples, relative to the contract's folder. */
export function goldenPath(message: string, version: number): string {
  return `contract/samples/${kebabCase(message)}.v${version}.json`;
}

/** The samples of a version as they are frozen: the contract's examples, then those at the edges of its schema. */
export function goldenSamplesOf(
  { schemas }: Pick<Contract, "schemas">,
  message: string,
  version: { readonly version: number; readonly payload: string; readonly examples: readonly Example[] },
): GoldenSamples {
  const samples = new Map<string, Sample>();
  version.examples.forEach(({ name, payload }, index) => {
    samples.set(JSON.stringify(payload), { name: `example ${name ?? index + 1}`, document: payload });
  });
  for (const sample of boundarySamplesOf({ schemas, name: version.payload }, { most })) {
    const key = JSON.stringify(sample.document);
    if (key.length <= longest && !samples.has(key)) samples.set(key, sample);
  }
  return { message, version: version.version, samples: [...samples.values()].slice(0, most) };
}

/** The file's text: one sample a line, so that a difference names the sample. */
export function printGolden({ message, version, samples }: GoldenSamples): string {
  const lines = samples.map((sample) => `    ${JSON.stringify(sample)}`);
  return printJson({ message, version, samples: [] }).replace(
    '"samples": []',
    `"samples": [\n${lines.join(",\n")}\n  ]`,
  );
}

/** Reads a file of frozen samples; undefined when it is none of this version. */
export function parseGolden(text: string, message: string, version: number): GoldenSamples | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (own(value, "message") !== message || own(value, "version") !== version) return undefined;
  const samples = listAt(value, "samples").flatMap((sample): Sample[] => {
    const name = stringAt(sample, "name");
    return name === undefined || !isObject(sample) || !Object.hasOwn(sample, "document")
      ? []
      : [{ name, document: sample["document"] }];
  });
  return samples.length === 0 || samples.length < listAt(value, "samples").length
    ? undefined
    : { message, version, samples };
}
