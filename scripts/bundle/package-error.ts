/** One thing in the way of a package: where it is, why it is one, how it is put right. */
export interface PackageFault {
  /** Stable, for tools and searches. */
  readonly code: FaultCode;
  /** File, with the line where one is known. */
  readonly where: string;
  readonly why: string;
  readonly fix: string;
}

/** What can be in the way of a package. */
export type FaultCode =
  | "main-missing"
  | "not-found"
  | "native-module"
  | "dev-dependency"
  | "not-listed"
  | "test-code"
  | "secret-file"
  | "file-relative"
  | "two-copies"
  | "docs-missing"
  | "folder-in-use"
  | "not-bundled"
  | "over-budget";

/** The app cannot be packaged as it is; says everything that is in the way at once. */
export class PackageError extends Error {
  override readonly name = "PackageError";
  readonly faults: readonly PackageFault[];

  constructor(faults: readonly PackageFault[]) {
    super(faults.map(faultText).join("\n\n"));
    this.faults = faults;
  }
}

/** A fault as people read it. */
export function faultText({ code, where, why, fix }: PackageFault): string {
  return `${where}: ${code}: ${why}\n  ${fix}`;
}
