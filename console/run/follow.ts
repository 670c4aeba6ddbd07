import { type Client, type CommandStatus, ProblemError } from "../../generated/client.ts";
import { sleep } from "../../platform/clock/clock.ts";
import { operator } from "../plan/people.ts";
import type { Context } from "./context.ts";
import { persist } from "./patience.ts";

/** How long one request waits for an outcome, milliseconds. */
const waitPerRequest = 10_000;

/** Pause before asking again, milliseconds; for servers that do not wait. */
const pause = 25;

/** Follows a command of whoever has this client to its outcome. Undefined when none came in time. @throws Unreachable */
export async function follow(context: Context, client: Client, commandId: string): Promise<CommandStatus | undefined> {
  const end = context.clock.now() + context.stall;
  for (;;) {
    const status = await statusOf(context, client, commandId, waitPerRequest);
    if (status !== undefined && status.status !== "accepted") return status;
    if (context.clock.now() >= end) return undefined;
    await sleep(context.clock, pause);
  }
}

/** What the server says of a command of whoever has this client; undefined when it does not know it. @throws Unreachable */
export async function statusOf(
  context: Context,
  client: Client,
  commandId: string,
  wait = 0,
): Promise<CommandStatus | undefined> {
  try {
    return (await persist(context, () => client.command(commandId, { wait }))).value;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 404) return undefined;
    throw error;
  }
}

/**
 * Waits until an account's read model shows what a command did to it. False when it did not in time, or when the command
 * changed nothing. @throws Unreachable
 */
export async function shownIn(context: Context, accountId: string, outcome: CommandStatus): Promise<boolean> {
  const version = Math.max(0, ...(outcome.events ?? []).map((event) => event.version));
  if (version === 0) return false;
  const end = context.clock.now() + context.stall;
  const client = context.as(operator);
  for (;;) {
    const { value } = await persist(context, () => client.getAccount(accountId));
    if (value !== undefined && value.version >= version) return true;
    if (context.clock.now() >= end) return false;
    await sleep(context.clock, pause);
  }
}
