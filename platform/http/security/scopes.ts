import type { Caller } from "./caller.ts";
import { scopeMissing } from "./refusals.ts";

/**
 * Lets a caller through who has all scopes of one of several lists.
 * @throws Problem 403 that names the list which least is missing of
 */
export function checkScopes({ scopes }: Caller, lists: readonly (readonly string[])[]): void {
  if (lists.length === 0) return;
  const missing = (list: readonly string[]) => list.filter((scope) => !scopes.has(scope)).length;
  const [nearest = []] = [...lists].sort((one, other) => missing(one) - missing(other));
  if (missing(nearest) > 0) throw scopeMissing(nearest);
}
