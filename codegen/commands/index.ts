import type { AddCommand } from "./add-command.ts";

/** The commands of `npm run contract` by name, in the order of its help. Only what is asked for is loaded. */
export const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  lint: async () => (await import("./lint.ts")).addLint,
  check: async () => (await import("./check.ts")).addCheck,
  "new-version": async () => (await import("./new-version.ts")).addNewVersion,
  upcasters: async () => (await import("./upcasters.ts")).addUpcasters,
  pin: async () => (await import("./pin.ts")).addPin,
  publish: async () => (await import("./publish.ts")).addPublish,
  try: async () => (await import("./try.ts")).addTry,
  convert: async () => (await import("./convert.ts")).addConvert,
};
