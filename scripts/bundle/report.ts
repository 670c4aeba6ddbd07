import type { AppPackage } from "./package-files.ts";

/** Sizes of a package. */
export interface Sizes {
  /** Bytes of the zip. */
  readonly zip: number;
  /** Bytes of code, before the zip, without source maps. */
  readonly code: number;
  readonly files: number;
}

/** Measures a package. */
export function sizesOf({ files, zip }: AppPackage): Sizes {
  const code = [...files].filter(([path]) => path.endsWith(".mjs")).reduce((sum, [, bytes]) => sum + bytes.length, 0);
  return { zip: zip.length, code, files: files.size };
}

/** Kilobytes, as people read sizes. */
export const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000).toLocaleString("en")} kB`;

/** What is inside: every file, then who brought the code. */
export function linesOfAnalysis({ files, shares }: AppPackage): readonly string[] {
  const row = (name: string, bytes: number) => `  ${kilobytes(bytes).padStart(9)}  ${name}`;
  return [
    "Files:",
    ...[...files].map(([path, bytes]) => row(path, bytes.length)),
    "",
    "Code by package, and by folder of the project:",
    ...shares.map(({ name, version, bytes }) => row(version === undefined ? name : `${name} ${version}`, bytes)),
  ];
}
