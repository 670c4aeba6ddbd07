import type { MissingRole } from "../stores/missing-role.ts";

/** What a client sees of a missing role. */
export type ShownRole = Omit<MissingRole, "grant">;

/** A missing role as answers name it: without the command line that grants it, which the log has. */
export const shownRole = ({ grant: _, ...shown }: MissingRole): ShownRole => shown;
