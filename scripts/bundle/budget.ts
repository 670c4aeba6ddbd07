import type { PackageFault } from "./package-error.ts";
import type { AppPackage } from "./package-files.ts";
import { kilobytes, sizesOf } from "./report.ts";

/** What a package may hold and weigh; a file that is committed, so that growth is decided and not found out. */
export interface Budget {
  /** By which share sizes may be exceeded: 0.05 is a twentieth. */
  readonly mayGrow: number;
  /** Bytes of the zip. */
  readonly zip: number;
  /** Bytes of code before the zip. */
  readonly code: number;
  /** Names of the packages that may be in it. */
  readonly packages: readonly string[];
}

/** The budget that a package just keeps. */
export function budgetOf(made: AppPackage, mayGrow: number): Budget {
  const { zip, code } = sizesOf(made);
  return { mayGrow, zip, code, packages: packagesIn(made) };
}

/** What of a package is over its budget. */
export function overBudget(made: AppPackage, budget: Budget, file: string): readonly PackageFault[] {
  const sizes = sizesOf(made);
  const faults: PackageFault[] = [];
  const fault = (why: string, fix: string) => faults.push({ code: "over-budget", where: file, why, fix });
  for (const what of ["zip", "code"] as const) {
    const most = Math.floor(budget[what] * (1 + budget.mayGrow));
    if (sizes[what] <= most) continue;
    fault(
      `${what} is ${kilobytes(sizes[what])}, and ${kilobytes(budget[what])} with ${budget.mayGrow * 100} % are allowed.`,
      "See what grew with --analyze; if it has to be, write the new budget with --write-budget.",
    );
  }
  const known = new Set(budget.packages);
  for (const name of packagesIn(made).filter((name) => !known.has(name))) {
    fault(
      `The package ${name} came in.`,
      "See who brings it with npm ls; if it has to be, list it with --write-budget.",
    );
  }
  return faults;
}

function packagesIn({ shares }: AppPackage): readonly string[] {
  return [...new Set(shares.filter(({ version }) => version !== undefined).map(({ name }) => name))].sort();
}
