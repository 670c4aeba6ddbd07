import type { Movement } from "../../generated/client.ts";
import { predict } from "../check/model.ts";
import type { Plan, Wave } from "../plan/plan.ts";
import { Random } from "../plan/random.ts";
import { collect } from "./collect.ts";
import type { Context } from "./context.ts";
import { statusOf } from "./follow.ts";
import { readNotifications } from "./notifications.ts";
import type { AccountSeen, CommandSeen, InvalidSeen, Latencies, Observations, Verification } from "./observations.ts";
import { persist } from "./patience.ts";
import { commandIdOf, playStep, type StepTimes } from "./play-step.ts";
import { forEachPooled } from "./pool.ts";
import { send } from "./send.ts";
import { awaitExact, awaitQuiet, untilNothingChanges } from "./settle.ts";

/** How a run is played. */
export interface RunOptions {
  /** An earlier run with the same name may have sent some of the commands. */
  readonly resumed: boolean;
  /** Asks the system for its own verification, with so many ms of patience; a text says why there is none. */
  readonly verify: (patience: number) => Promise<Verification | string>;
}

/** Every so many steps of a wave, the read model is timed. */
const sampleEvery = 4;

/** Milliseconds without change after which a run that was broken off reads what there is. */
const afterBreak = 2000;

/** Plays a plan and reads back all that the invariants need. @throws Unreachable when the server stays away */
export async function run(context: Context, plan: Plan, options: RunOptions): Promise<Observations> {
  const start = context.clock.now();
  const played = new Played();
  for (const [number, wave] of plan.waves.entries()) {
    await playWave(context, wave, number, played);
    if (played.brokenOff !== undefined) break;
    // Closing needs to know that no transfer is under way any more.
    await awaitQuiet(context, played.commands);
  }
  const duration = context.clock.now() - start;
  // What has been waited for in vain once is not waited for again.
  const reading = played.brokenOff === undefined ? context : { ...context, stall: Math.min(context.stall, afterBreak) };
  const commands = await withFinalStatus(reading, played.commands);
  const notifications = await readNotifications(reading, commands, new Random(`${plan.options.seed}/recipients`));
  const accounts = await readAccounts(reading, commands);
  const verification = await options.verify(Math.min(reading.patience, reading.stall));
  context.progress.end();
  return {
    resumed: options.resumed,
    commands,
    invalid: played.invalid,
    accounts,
    notifications,
    verification,
    brokenOff: played.brokenOff,
    latencies: played.latencies,
    duration,
  };
}

/** What a run has gathered so far. */
class Played {
  readonly commands: CommandSeen[] = [];
  readonly invalid: InvalidSeen[] = [];
  readonly latencies = {
    accepted: [] as number[],
    outcome: [] as number[],
    readModel: [] as number[],
  } satisfies Latencies;
  brokenOff: string | undefined;

  add(seen: CommandSeen, times: StepTimes): void {
    this.commands.push(seen);
    for (const what of ["accepted", "outcome", "readModel"] as const) {
      const time = times[what];
      if (time !== undefined) this.latencies[what].push(time);
    }
    const { outcome, step } = seen;
    // Both park the account, so that all that follows for it would have to be waited for in vain.
    if (outcome?.status === "failed") this.brokenOff ??= `${step.name} failed (dead letter ${outcome.deadLetter})`;
    if (outcome === undefined && commandIdOf(seen.answers))
      this.brokenOff ??= `${step.name} has had no outcome in time`;
  }
}

async function playWave(context: Context, wave: Wave, number: number, played: Played): Promise<void> {
  context.progress.begin(wave.name, wave.steps.length);
  await forEachPooled(wave.steps, context.concurrency, async (step, index) => {
    if (played.brokenOff !== undefined) return;
    if (step.kind === "invalid") {
      played.invalid.push({ step, answer: await send(context, step.type, step.data) });
    } else {
      const { seen, times } = await playStep(context, step, number, index % sampleEvery === 0);
      played.add(seen, times);
    }
    context.progress.advance();
  });
}

/** Asks once more for every command: an outcome must not change. */
async function withFinalStatus(context: Context, commands: readonly CommandSeen[]): Promise<CommandSeen[]> {
  context.progress.begin("outcomes", commands.length);
  const result: CommandSeen[] = [];
  await forEachPooled(commands, context.concurrency, async (command, index) => {
    const commandId = commandIdOf(command.answers);
    const status = commandId === undefined ? undefined : await statusOf(context, commandId);
    result[index] = { ...command, finally: status };
    context.progress.advance();
  });
  return result;
}

/** Reads every account with its statement, once both show all that they must, or nothing changes any more. */
async function readAccounts(context: Context, commands: readonly CommandSeen[]): Promise<Map<string, AccountSeen>> {
  await awaitExact(context, commands);
  const predicted = predict(commands);
  const result = new Map<string, AccountSeen>();
  let open = [...predicted.values()];
  context.progress.begin("accounts", open.length);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId }) => {
      const list = () => collect<Movement>(context.client.getStatement(accountId, { limit: 200 }));
      const { value: statement } = await persist(context, list);
      const { value: account } = await persist(context, () => context.client.getAccount(accountId));
      result.set(accountId, { account, statement });
      context.progress.advance();
    });
    const lengthOf = (accountId: string) => result.get(accountId)?.statement.length;
    open = open.filter(({ accountId, movements }) => lengthOf(accountId) !== movements.length);
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => lengthOf(accountId)));
  });
  return result;
}
