import type { JsonClient } from "../support/http.ts";
import type { Step } from "./load.ts";

/** Milliseconds that one command took, from the first byte of its POST. */
export interface Timing {
  /** To the answer to the POST. */
  readonly post: number;
  /** To the outcome; NaN when nobody waited for it. */
  readonly outcome: number;
}

/**
 * Runs the steps, `lanes` at a time.
 * @throws Error when an answer is not the expected one
 */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/**
 * Sends a command and answers the path of its outcome.
 * @throws Error when it is not accepted
 */
export async function post(client: JsonClient, step: Step): Promise<string> {
  const { status, body } = await client.send<{ commandId: string }>("POST", `/api/commands/${step.name}`, step.payload);
  if (status !== 202) throw new Error(`${step.name} was answered ${status}: ${JSON.stringify(body)}`);
  return `/api/commands/${encodeURIComponent(body.commandId)}`;
}

/**
 * Waits for an outcome.
 * @throws Error when it is not the one that the step must have
 */
export async function outcomeOf(client: JsonClient, step: Step, path: string): Promise<void> {
  const { body } = await client.send<{ status: string }>("GET", path, undefined, { prefer: "wait=30" });
  const expected = step.refused ? "rejected" : "succeeded";
  if (body.status !== expected) throw new Error(`${step.name} ended ${JSON.stringify(body)}, not ${expected}.`);
}

/** Sends a command and waits for its outcome. */
export async function complete(client: JsonClient, step: Step): Promise<Timing> {
  const started = performance.now();
  const path = await post(client, step);
  const posted = performance.now();
  await outcomeOf(client, step, path);
  return { post: posted - started, outcome: performance.now() - started };
}

/** The balance that an account's read model shows; undefined while there is none. */
export async function balanceOf(client: JsonClient, accountId: string): Promise<number | undefined> {
  const { status, body } = await client.send<{ balance: number; held: number }>("GET", `/api/accounts/${accountId}`);
  return status === 200 && body.held === 0 ? body.balance : undefined;
}

/** Pause between two looks at a read model, ms, of somebody who measures. */
const lookEvery = 2;
/** Longest wait for a read model, ms. */
const patience = 120_000;

/**
 * Waits until a read model shows a balance, with nothing held.
 * @throws Error when it never does
 */
export async function untilBalance(
  client: JsonClient,
  accountId: string,
  balance: number,
  pause = lookEvery,
): Promise<void> {
  const end = performance.now() + patience;
  while ((await balanceOf(client, accountId)) !== balance) {
    if (performance.now() > end) throw new Error(`The account ${accountId} never showed ${balance}.`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
