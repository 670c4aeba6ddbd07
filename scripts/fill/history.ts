import type { AppDefinition, NotifierDefinition, StreamDefinition } from "../../platform/app/definition.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import { type InMemoryApp, inMemoryApp } from "../../platform/testing/in-memory-app.ts";
import { Dice } from "./dice.ts";
import { Society, type Wish } from "./society.ts";

/** What is made up. */
export interface HistoryOptions {
  /** Commands, events and notifications together, at least. */
  readonly messages: number;
  readonly seed: number;
  /** When it ends, ms since the epoch. */
  readonly until: number;
  readonly days: number;
  readonly onProgress?: (messages: number) => void;
}

/** A past that could have been: stores in memory that the app's own code has filled. */
export interface History {
  readonly app: InMemoryApp;
  readonly society: Society;
  readonly messages: number;
}

/** What one client's command brings with it, its own message included; a guess to begin with. */
const messagesOfCommand = 7;
/** What clients send before anything of it is handled. */
const burst = 60;
const hour = 3_600_000;
/** Letters of each kind. */
const letters = 12;

/**
 * Plays a past with the deciders, projections, notifiers and processes of the app, on a clock of its own: bursts of what people do,
 * and hours in between in which guardians and reviewers answer, or time runs out.
 */
export async function playHistory(definition: AppDefinition, options: HistoryOptions): Promise<History> {
  const { messages, seed, until, days, onProgress } = options;
  const dice = new Dice(seed);
  const society = new Society(dice);
  const failing = new Set<string>();
  const clock = new FakeClock(until - days * 24 * hour);
  const app = inMemoryApp(withFaults(definition, society.poison, failing), { clock });
  const send = async ({ command, payload }: Wish) => {
    const headers = { "x-correlation-id": dice.uuid() };
    const { status, body } = await app.request("POST", `/api/commands/${command}`, { body: payload, headers });
    if (status !== 202) throw new Error(`${command} was answered ${status}: ${JSON.stringify(body)}`);
    await clock.advance(dice.between(5, 60));
  };
  for (let n = 0; n < Math.max(3, Math.ceil(messages / 4000)); n++) await send(society.newMerchant());
  const accounts = Math.max(20, Math.ceil(messages / 80));
  const bursts = Math.max(2, Math.ceil(messages / messagesOfCommand / burst));
  let made = 0;
  for (let round = 1; made < messages; round++) {
    while (society.accounts.length < accounts && society.accounts.length < (accounts * round * 2) / bursts) {
      for (const wish of society.newAccount()) await send(wish);
    }
    for (const wish of society.decisions()) await send(wish);
    for (let n = 0; n < burst; n++) {
      const wish = society.everyday();
      if (wish.command === "pay-merchant" && failing.size < letters && dice.chance(0.05)) {
        failing.add(String(wish.payload["paymentId"]));
      }
      await send(wish);
    }
    if (society.poison.size < letters && round % 3 === 0) await send(society.poisoned());
    await app.pump();
    made = countOf(app);
    onProgress?.(made);
    // What is left of the time is shared by what is left to make; the last burst ends shortly before now.
    const left = Math.max(1, (messages - made) / Math.max(1, made / round));
    const pause = (until - clock.now() - 60_000) / (left + 1);
    await app.advance(Math.max(1_000, Math.floor(pause)));
  }
  return { app, society, messages: made };
}

function countOf({ stores: { containers } }: InMemoryApp): number {
  return containers.commands.size + containers.events.size + containers.notifications.size;
}

/** The same app with some code that throws: deciders of some loads, and the notifiers of some payments. */
function withFaults(app: AppDefinition, loads: ReadonlySet<string>, payments: ReadonlySet<string>): AppDefinition {
  return {
    ...app,
    streams: app.streams.map((stream): StreamDefinition => {
      const decide = stream.handlers.decide["LoadCredits"];
      if (decide === undefined) return stream;
      const LoadCredits: typeof decide = (command, state, context) => {
        if (loads.has(command.data.loadId)) throw new Error("The ledger of loads could not be asked.");
        return decide(command, state, context);
      };
      return { ...stream, handlers: { ...stream.handlers, decide: { ...stream.handlers.decide, LoadCredits } } };
    }),
    notifiers: app.notifiers.map((notifier): NotifierDefinition => {
      const notify = notifier.notify["PaymentTaken"];
      if (notify === undefined) return notifier;
      const PaymentTaken: typeof notify = (event, document, ...more) => {
        if (payments.has(event.data.paymentId)) throw new Error("The merchant's name could not be written.");
        return notify(event, document, ...more);
      };
      return { ...notifier, notify: { ...notifier.notify, PaymentTaken } };
    }),
  };
}
