import { type Happened, stageOf } from "../check/course.ts";
import { predict } from "../check/model.ts";
import { type FindSender, sendersAmong } from "../plan/people.ts";
import type { Plan, Wave } from "../plan/plan.ts";
import { Random } from "../plan/random.ts";
import type { Rules } from "../plan/rules.ts";
import type { Due } from "../plan/step.ts";
import type { Context } from "./context.ts";
import { statusOf } from "./follow.ts";
import { readNotifications } from "./notifications.ts";
import type { CommandSeen, InvalidSeen, Latencies, Observations, ProcessesSeen, Verification } from "./observations.ts";
import { commandIdOf, playStep, type StepTimes } from "./play-step.ts";
import { forEachPooled } from "./pool.ts";
import { readAccounts, readTakings, readTransfers } from "./read-back.ts";
import { send } from "./send.ts";
import { awaitExpired, awaitQuiet } from "./settle.ts";
import type { Time } from "./time.ts";

/** How a run is played. */
export interface RunOptions {
  /** An earlier run with the same name may have sent some of the commands. */
  readonly resumed: boolean;
  readonly time: Time;
  /** Asks the system for its own verification, with so many ms of patience; a text says why there is none. */
  readonly verify: (patience: number) => Promise<Verification | string>;
  /** Asks for the process instances of these transfers, likewise. */
  readonly processes: (patience: number, transferIds: ReadonlySet<string>) => Promise<ProcessesSeen | string>;
}

/** Every so many steps of a wave, the read model is timed. */
const sampleEvery = 4;

/** Milliseconds without change after which a run that was broken off reads what there is. */
const afterBreak = 2000;

/** Plays a plan and reads back all that the invariants need. @throws Unreachable when the server stays away */
export async function run(context: Context, plan: Plan, options: RunOptions): Promise<Observations> {
  const start = context.clock.now();
  const played = new Played(plan.options.rules);
  const senderOf = sendersAmong(plan.accounts);
  for (const [number, wave] of plan.waves.entries()) {
    await playWave(context, wave, number, senderOf, played);
    if (played.brokenOff !== undefined) break;
    if (wave.advance !== undefined) await passTime(context, options.time, wave.advance, played);
    // Decisions need what they are about, and closing needs to know that no transfer is under way any more.
    await awaitQuiet(context, played);
  }
  const duration = context.clock.now() - start;
  // What has been waited for in vain once is not waited for again.
  const reading = played.brokenOff === undefined ? context : { ...context, stall: Math.min(context.stall, afterBreak) };
  const happened = { ...played.happened(), commands: await withFinalStatus(reading, senderOf, played.commands) };
  const notifications = await readNotifications(reading, happened, new Random(`${plan.options.seed}/recipients`));
  const accounts = await readAccounts(reading, happened);
  const transfers = await readTransfers(reading, happened);
  const takings = await readTakings(reading, happened);
  const patience = Math.min(reading.patience, reading.stall);
  const processes = await options.processes(patience, new Set(transfers.keys()));
  const verification = await options.verify(patience);
  context.progress.end();
  return {
    ...happened,
    resumed: options.resumed,
    time: options.time.fixed ?? "moved",
    invalid: played.invalid,
    accounts,
    transfers,
    takings,
    processes,
    notifications,
    verification,
    brokenOff: played.brokenOff,
    latencies: played.latencies,
    duration,
  };
}

/** What a run has gathered so far. */
class Played implements Happened {
  readonly rules: Rules;
  expired = false;
  readonly commands: CommandSeen[] = [];
  readonly invalid: InvalidSeen[] = [];
  readonly latencies = {
    accepted: [] as number[],
    outcome: [] as number[],
    readModel: [] as number[],
  } satisfies Latencies;
  brokenOff: string | undefined;

  constructor(rules: Rules) {
    this.rules = rules;
  }

  happened(): Happened {
    const { commands, expired, rules } = this;
    return { commands, expired, rules };
  }

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

async function playWave(
  context: Context,
  wave: Wave,
  number: number,
  senderOf: FindSender,
  played: Played,
): Promise<void> {
  context.progress.begin(wave.name, wave.steps.length);
  // What is not waited for is not decided about: its sender may have had too little, or the guardian has said no.
  const { transfers } = predict(played);
  const isDue = ({ transferId, stage }: Due) => {
    const transfer = transfers.get(transferId);
    return transfer !== undefined && stageOf(transfer) === stage;
  };
  await forEachPooled(wave.steps, context.concurrency, async (step, index) => {
    if (played.brokenOff !== undefined) return;
    if (step.kind === "invalid") {
      const client = context.as(senderOf(step.type, step.data));
      played.invalid.push({ step, answer: await send(context, client, step.type, step.data) });
    } else if (step.due === undefined || isDue(step.due)) {
      const sender = senderOf(step.content.type, step.content.data);
      const { seen, times } = await playStep(context, step, sender, number, index % sampleEvery === 0);
      played.add(seen, times);
    }
    context.progress.advance();
  });
}

/** How often time is moved at most: a wait that begins just then ends only with the next time. */
const mostMoves = 5;

/** Milliseconds without change after which time is moved once more; a slow system may take some before it shows what a move has ended. */
const afterMove = 15_000;

/** Moves time until no transfer waits for a decision any more. @throws Unreachable */
async function passTime(context: Context, time: Time, duration: string, played: Played): Promise<void> {
  const waiting = [...predict(played).transfers.values()].filter((transfer) => stageOf(transfer) !== undefined);
  context.progress.begin("expire", mostMoves);
  const patient = { ...context, stall: Math.min(context.stall, afterMove) };
  for (let moves = 0; waiting.length > 0 && moves < mostMoves; moves++) {
    await time.advance(duration);
    context.progress.advance();
    if (await awaitExpired(patient, played)) break;
  }
  played.expired = true;
}

/** Asks once more for every command: an outcome must not change. */
async function withFinalStatus(
  context: Context,
  senderOf: FindSender,
  commands: readonly CommandSeen[],
): Promise<CommandSeen[]> {
  context.progress.begin("outcomes", commands.length);
  const result: CommandSeen[] = [];
  await forEachPooled(commands, context.concurrency, async (command, index) => {
    const commandId = commandIdOf(command.answers);
    const { type, data } = command.step.content;
    const client = context.as(senderOf(type, data));
    const status = commandId === undefined ? undefined : await statusOf(context, client, commandId);
    result[index] = { ...command, finally: status };
    context.progress.advance();
  });
  return result;
}
