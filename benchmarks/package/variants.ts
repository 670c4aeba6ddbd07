import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One way to run the app. */
export interface Variant {
  readonly name: string;
  /** Folder of the function app. */
  readonly appDir: string;
  /** Environment of its process. */
  readonly env: Readonly<Record<string, string>>;
}

/** The app from source and packaged, each without and with what Node compiled before. */
export function variantsOf(source: string, unpacked: string): readonly Variant[] {
  const cold = { NODE_DISABLE_COMPILE_CACHE: "1" };
  const warm = () => ({ NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), "eventwright-compiled-")) });
  return [
    { name: "source", appDir: source, env: cold },
    { name: "package", appDir: unpacked, env: cold },
    { name: "source, compiled before", appDir: source, env: warm() },
    { name: "package, compiled before", appDir: unpacked, env: warm() },
  ];
}
