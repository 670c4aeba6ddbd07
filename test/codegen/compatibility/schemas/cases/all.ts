import type { ChangeGroup } from "./case.ts";
import { fields } from "./fields.ts";

/** All kinds of change, in the order of the documentation. */
export const groups: readonly ChangeGroup[] = [fields];
