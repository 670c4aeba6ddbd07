import { type ApiError, path, postJson } from "../../kit/index.ts";
import type { LetterReport } from "./shapes.ts";

/** What a redrive is asked with. */
export interface Redrive {
  readonly dryRun: boolean;
  readonly edit?: { readonly payload: unknown; readonly by: string; readonly why: string } | undefined;
  readonly force?: { readonly by: string } | undefined;
}

/** What came of an action: a report, or why nothing was done. */
export type Came = { readonly report: LetterReport; readonly dryRun: boolean } | { readonly error: ApiError };

/** Redrives a letter, or tries what would come of that. */
export async function redrive(id: string, { dryRun, edit, force }: Redrive): Promise<Came> {
  const body = { ...(dryRun && { dryRun }), ...(edit && { edit }), ...(force && { force: true, by: force.by }) };
  return came(postJson<LetterReport>(path`/api/admin/dead-letters/${id}/redrive`, body), dryRun);
}

/** Discards a letter. */
export async function discard(id: string, by: string, reason: string): Promise<Came> {
  return came(postJson<LetterReport>(path`/api/admin/dead-letters/${id}/discard`, { by, reason }), false);
}

async function came(answer: Promise<LetterReport>, dryRun: boolean): Promise<Came> {
  return answer.then(
    (report) => ({ report, dryRun }),
    (error: ApiError) => ({ error }),
  );
}
