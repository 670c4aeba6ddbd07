import { usual } from "../../console/options.ts";
import { type Plan, planRun } from "../../console/plan/plan.ts";
import type { Due, InvalidStep, Step } from "../../console/plan/step.ts";
import type { MeasuredApp } from "./measured-app.ts";

/** How large a share of what the simulator plays is played. */
export interface MixSize {
  readonly accounts: number;
  readonly transfers: number;
  readonly payments: number;
}

/** What came of the commands that clients sent. */
export interface Sent {
  accepted: number;
  duplicates: number;
  /** With a payload, or for a key, that no command may have: nothing is stored. */
  invalid: number;
}

/** The plan of the simulator, smaller: the same shares of everything. */
export function mixPlan({ accounts, transfers, payments }: MixSize): Plan {
  const { seed, duplicates, large, asked, reviews, guardians, races, merchants, reviewThreshold, guardianLimit } =
    usual;
  const rules = { reviewThreshold, guardianLimit };
  const shares = { duplicates, large, asked, reviews, guardians, races, merchants };
  return planRun({ seed, run: "bill", ...shares, accounts, transfers, payments, rules, canWait: true });
}

/**
 * Sends what the plan says, in its order, and has everything follow.
 * @param together commands that are sent before anything follows from them: what comes in one page of a change feed
 */
export async function playMix(app: MeasuredApp, plan: Plan, together: number): Promise<Sent> {
  const sent: Sent = { accepted: 0, duplicates: 0, invalid: 0 };
  for (const wave of plan.waves) {
    let waiting = 0;
    for (const step of wave.steps) {
      if (step.kind === "command" && step.due !== undefined && !(await awaits(app, step.due))) continue;
      await play(app, step, sent);
      if (++waiting < together) continue;
      await app.settle();
      waiting = 0;
    }
    await app.settle();
    if (wave.advance !== undefined) await app.app.advance(wave.advance);
  }
  return sent;
}

async function play(app: MeasuredApp, step: Step | InvalidStep, sent: Sent): Promise<void> {
  const send = async (type: string, data: unknown, key?: string) => {
    const headers = key === undefined ? {} : { "idempotency-key": key };
    const { status, headers: answered } = await app.send(kebab(type), data, headers);
    if (status === 202 && answered["idempotency-replayed"] === undefined) sent.accepted++;
    else if (status === 202 || status === 409) sent.duplicates++;
    else if (status === 400 || status === 422) sent.invalid++;
    else throw new Error(`${step.name} was answered ${status}.`);
  };
  if (step.kind === "invalid") return send(step.type, step.data);
  const { content, key, repeats, reuse } = step;
  await send(content.type, content.data, key);
  for (const _ of repeats) await send(content.type, content.data, key);
  if (reuse !== undefined) await send(reuse.type, reuse.data, key);
}

/** Whether a transfer waits for this decision; a look that is not counted. */
async function awaits(app: MeasuredApp, { transferId, stage }: Due): Promise<boolean> {
  const { body } = await app.get(`/api/transfers/${transferId}`);
  return body?.status === (stage === "guardian" ? "awaiting-guardian" : "held");
}

function kebab(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
}
