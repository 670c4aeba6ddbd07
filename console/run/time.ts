import { type AdminAccess, askAdmin } from "./admin.ts";

/** Moves the system's time, where it can be moved. */
export interface Time {
  /** Undefined when it can; else why not. */
  readonly fixed: string | undefined;
  /** Moves it forward by an ISO 8601 duration. @throws Error when the system does not do so */
  advance(duration: string): Promise<void>;
}

const path = "/admin/clock";

/** Asks whether the system's time can be moved; the local Azure offers that, Azure does not. */
export async function findTime(access: AdminAccess): Promise<Time> {
  const found = await askAdmin(access, path);
  const fixed = typeof found === "string" ? `its clock cannot be moved: ${found}` : undefined;
  return {
    fixed: typeof found !== "string" && found.status !== 200 ? `its clock answers status ${found.status}` : fixed,
    async advance(duration) {
      const moved = await askAdmin(access, path, { advance: duration });
      if (typeof moved === "string" || moved.status !== 200) {
        const why = typeof moved === "string" ? moved : `status ${moved.status}`;
        throw new Error(`The system's time could not be moved by ${duration}: ${why}.`);
      }
    },
  };
}
