import type { Contract } from "../model/contract.ts";
import { goldenPath, goldenSamplesOf, printGolden } from "./golden-samples.ts";

/** The files of frozen samples that are missing, with the text that they get. Files that are there are never made again. */
export function freezeMissing(
  contract: Contract,
  read: (path: string) => string | undefined,
): readonly { readonly path: string; readonly text: string }[] {
  return contract.messages.flatMap((message) =>
    message.earlier.flatMap((version) => {
      const path = goldenPath(message.name, version.version);
      if (read(path) !== undefined) return [];
      return [{ path, text: printGolden(goldenSamplesOf(contract, message.name, version)) }];
    }),
  );
}
