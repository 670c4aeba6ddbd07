import assert from "node:assert/strict";
import { MemoryPublisher, memoryStores } from "../adapters/memory/stores.ts";
import type { AppDefinition, ProcessDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { FakeClock } from "../clock/fake-clock.ts";
import type { Draft, Envelope } from "../messages/envelope.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import { deliverToProcess } from "../processes/deliver.ts";
import { durationOf } from "../processes/duration.ts";
import { instanceIdOf, keyOf } from "../processes/instance.ts";
import { type OutcomeRequest, outcomeActivity } from "../processes/orchestration.ts";
import type { CommandOutcome } from "../processes/process.ts";
import { type ProcessTuning, readTuning } from "../processes/tuning.ts";
import type { NotificationRecord } from "../stores/records.ts";
import { runtimeOf } from "./app-over.ts";
import { engineOf, runActivity } from "./durable/app-engine.ts";
import type { DurableEngine, Instance } from "./durable/engine.ts";
import { messageFrom } from "./given.ts";

/** How a process under test is tuned. */
export interface GivenProcessOptions {
  /** Values of the contract's settings, instead of their defaults. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** Milliseconds or ISO 8601 durations, instead of the contract's. */
  readonly timeouts?: Readonly<Record<string, string | number>>;
}

/** What happens to a process and what it must do then. Await the whole chain. */
export interface ProcessScript extends PromiseLike<unknown> {
  /** An event happens and is delivered. What is sent is only stored: what comes of it is told by the next `when`. */
  when(event: Draft): ProcessScript;
  /**
   * A command that may be refused, and that the process has sent and waits for, is decided so. A process learns of no other
   * command what became of it.
   */
  whenDecided(command: string, outcome: CommandOutcome): ProcessScript;
  /** The event that was delivered last is delivered once more. */
  again(): ProcessScript;
  /** Time goes by: milliseconds or an ISO 8601 duration. */
  after(duration: string | number): ProcessScript;
  /** Exactly these commands were sent since the last look, in this order; none for nothing. */
  thenSends(...commands: readonly Draft[]): ProcessScript;
  /** The process waits for exactly these messages, in any order; none for a pause. */
  thenWaitsFor(...names: readonly string[]): ProcessScript;
  /** The process waits until this command, which may be refused, is decided. */
  thenAwaits(command: string): ProcessScript;
  /** The process has ended, with this word if one is given, and has sent nothing that was not looked at. */
  thenEnds(word?: string): ProcessScript;
  /** The process has failed for good for this reason, and is parked. */
  thenFails(reason: RegExp): ProcessScript;
  /** Exactly these notifications told of the failure. */
  thenTells(...notifications: readonly Draft[]): ProcessScript;
}

/**
 * Given a process of an app, when an event happens, then it sends … The process runs on the SDK's own replay of a real
 * history, over a virtual clock. Everything runs a second time with each delivery and each activity repeated: what it does must
 * be the same.
 *
 * @example
 * await givenProcess(defineApp(handlers), "transfer")
 *   .when(CreditsReserved.create({ … }))
 *   .thenSends(HoldTransfer.create({ … }))
 *   .after("PT72H")
 *   .thenSends(ExpireTransfer.create({ … }))
 *   .thenEnds("expired");
 */
export function givenProcess(app: AppDefinition, name: string, options: GivenProcessOptions = {}): ProcessScript {
  const process = app.processes?.find((candidate) => candidate.name === name);
  assert.ok(process, `The app has no process ${name}.`);
  return new Script([new World(app, process, options, 1), new World(app, process, options, 2)], app.messages);
}

class Script implements ProcessScript {
  readonly #worlds: readonly World[];
  readonly #messages: readonly AnyMessageClass[];
  readonly #versions = new Map<string, number>();
  #work: Promise<void> = Promise.resolve();

  constructor(worlds: readonly World[], messages: readonly AnyMessageClass[]) {
    this.#worlds = worlds;
    this.#messages = messages;
  }

  when(draft: Draft): ProcessScript {
    // Versions are given out when the chain is written, so that each event has its own.
    const { envelope } = messageFrom(this.#messages, draft, 1);
    const stream = envelope.subject;
    const version = (this.#versions.get(stream) ?? 0) + 1;
    this.#versions.set(stream, version);
    const event = messageFrom(this.#messages, draft, version).envelope;
    return this.#then((world) => world.deliver(event));
  }

  whenDecided(command: string, outcome: CommandOutcome): ProcessScript {
    return this.#then((world) => world.decide(command, outcome));
  }

  again(): ProcessScript {
    return this.#then((world) => world.deliverAgain());
  }

  after(duration: string | number): ProcessScript {
    return this.#then((world) => world.advance(millisecondsOf(duration)));
  }

  thenSends(...commands: readonly Draft[]): ProcessScript {
    return this.#then((world) => assert.deepEqual(world.takeSent(), commands, world.name));
  }

  thenWaitsFor(...names: readonly string[]): ProcessScript {
    return this.#then((world) => {
      const { status, output, progress } = world.instance();
      assert.equal(status, "Running", output);
      assert.equal(progress.awaits, undefined, `${world.name}: the process waits for what becomes of a command.`);
      assert.deepEqual([...(progress.waitsFor ?? [])].sort(), [...names].sort(), world.name);
    });
  }

  thenAwaits(command: string): ProcessScript {
    return this.#then((world) => {
      const { status, output, progress } = world.instance();
      assert.equal(status, "Running", output);
      assert.equal(progress.awaits, command, world.name);
    });
  }

  thenEnds(word?: string): ProcessScript {
    return this.#then((world) => {
      const { status, output, progress } = world.instance();
      assert.equal(status, "Completed", `${world.name}: ${output ?? JSON.stringify(progress)}`);
      if (word !== undefined) assert.equal(output, word, world.name);
      assert.deepEqual(world.takeSent(), [], "The process has sent more.");
    });
  }

  thenFails(reason: RegExp): ProcessScript {
    return this.#then((world) => {
      const { id, status, output } = world.instance();
      assert.equal(status, "Failed", world.name);
      assert.match(output ?? "", reason, world.name);
      assert.ok(world.isParked(id), "The process has no dead letter.");
    });
  }

  thenTells(...notifications: readonly Draft[]): ProcessScript {
    return this.#then((world) => assert.deepEqual(world.takeTold(), notifications, world.name));
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting the chain is what it is for.
  then<A = unknown, B = never>(
    fulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#work.then(fulfilled, rejected);
  }

  /** Begun at once: a chain that nobody awaits still fails its test run when something is wrong. */
  #then(step: (world: World) => void | Promise<void>): ProcessScript {
    this.#work = this.#work.then(async () => {
      for (const world of this.#worlds) await step(world);
    });
    return this;
  }
}

/** The process with everything that it stands on. */
class World {
  readonly name: string;
  readonly #app: AppDefinition;
  readonly #process: ProcessDefinition;
  readonly #tuning: ProcessTuning;
  readonly #repeats: number;
  readonly #clock = new FakeClock();
  readonly #stores = memoryStores();
  readonly #runtime: Runtime;
  readonly #engine: DurableEngine;
  readonly #events: Envelope[] = [];
  readonly #told: NotificationRecord[] = [];
  #looked = 0;

  constructor(app: AppDefinition, process: ProcessDefinition, options: GivenProcessOptions, repeats: number) {
    this.name = repeats === 1 ? "everything once" : "everything repeated";
    this.#app = app;
    this.#process = process;
    this.#tuning = tuned(app, process, options);
    this.#repeats = repeats;
    const { notifications } = this.#stores;
    const stores = {
      ...this.#stores,
      notifications: {
        create: async (told: NotificationRecord) => {
          const created = await notifications.create(told);
          if (created === "created") this.#told.push(told);
          return created;
        },
        read: notifications.read.bind(notifications),
      },
    };
    this.#runtime = runtimeOf(app, stores, new MemoryPublisher(), this.#clock);
    this.#engine = engineOf(app, () => this.#runtime, {
      activity: async (name, input) => {
        let result: unknown;
        for (let time = 0; time < repeats; time++) result = await runActivity(this.#runtime, name, input);
        return result;
      },
      ...(repeats === 1 ? {} : { eventsPerTurn: 1 }),
    });
  }

  async deliver(event: Envelope): Promise<void> {
    const now = { ...event, time: new Date(this.#clock.now()).toISOString() };
    this.#events.push(now);
    await this.#bring(now);
    if (this.#repeats > 1) for (const earlier of this.#events) await this.#bring(earlier);
  }

  async decide(command: string, outcome: CommandOutcome): Promise<void> {
    const codes = this.#process.rejections?.[command];
    assert.ok(codes, `The contract lets nobody refuse ${command}: the process ${this.#process.name} never asks.`);
    const { history, progress } = this.instance();
    assert.equal(progress.awaits, command, `${this.name}: the process does not wait for ${command}.`);
    const asked = history.findLast(({ Name }) => Name === outcomeActivity(command));
    const { commandId } = JSON.parse(asked?.Input ?? "{}") as OutcomeRequest;
    const base = { id: commandId, commandId, type: command, correlationId: this.#last().correlationid };
    if (outcome.status === "succeeded") {
      await this.#stores.outcomes.create({ ...base, status: "succeeded", events: [] });
    } else {
      const { code } = outcome;
      assert.ok(codes.includes(code), `${command} is not refused with ${code}, but with ${codes.join(", ")}.`);
      const message = this.#app.service.rejections[code] ?? code;
      await this.#stores.outcomes.create({ ...base, status: "rejected", rejection: { code, message } });
    }
    await this.#settle();
    if (this.#repeats > 1) for (const earlier of this.#events) await this.#bring(earlier);
  }

  async deliverAgain(): Promise<void> {
    await this.#bring(this.#last());
  }

  async advance(duration: number): Promise<void> {
    const end = this.#clock.now() + duration;
    for (let due = this.#engine.nextDue(); due !== undefined && due <= end; due = this.#engine.nextDue()) {
      await this.#clock.advance(Math.max(0, due - this.#clock.now()));
      await this.#settle();
    }
    await this.#clock.advance(Math.max(0, end - this.#clock.now()));
    await this.#settle();
  }

  /** The instance that the last event belongs to. */
  instance(): Instance {
    const id = instanceIdOf(this.#process.name, keyOf(this.#process, this.#last()));
    const found = this.#engine.instance(id);
    assert.ok(found, `The process ${id} was never started.`);
    return found;
  }

  takeSent(): readonly Draft[] {
    const sent = this.#stores.containers.commands.changesAfter(this.#looked);
    this.#looked = sent.at(-1)?.lsn ?? this.#looked;
    return sent.map(({ document }) => this.#draftOf(document.envelope));
  }

  takeTold(): readonly Draft[] {
    return this.#told.splice(0).map(({ envelope }) => this.#draftOf(envelope));
  }

  isParked(instanceId: string): boolean {
    const letters = this.#stores.containers.deadLetters.all();
    return letters.some(({ document }) => document.kind === "letter" && document.instanceId === instanceId);
  }

  async #bring(event: Envelope): Promise<void> {
    const delivery = { runtime: this.#runtime, client: this.#engine.client, tuning: this.#tuning };
    await deliverToProcess(delivery, this.#process, event);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    while (await this.#engine.step());
  }

  #last(): Envelope {
    const last = this.#events.at(-1);
    assert.ok(last, "Nothing has happened yet: begin with when(…).");
    return last;
  }

  #draftOf({ type, data }: Envelope): Draft {
    const name = this.#app.messages.find((message) => message.type === type)?.messageName ?? type;
    return { name, data };
  }
}

function tuned(app: AppDefinition, process: ProcessDefinition, options: GivenProcessOptions): ProcessTuning {
  const { settings, timeouts } = readTuning(app, {});
  const changed = Object.entries(options.timeouts ?? {}).map(([name, value]) => {
    assert.ok(Object.hasOwn(process.timeouts, name), `The process ${process.name} has no timeout ${name}.`);
    return [name, millisecondsOf(value)] as const;
  });
  for (const name of Object.keys(options.settings ?? {})) {
    assert.ok(Object.hasOwn(settings, name), `The contract has no setting ${name}.`);
  }
  return {
    settings: { ...settings, ...options.settings },
    timeouts: { ...timeouts, [process.name]: { ...timeouts[process.name], ...Object.fromEntries(changed) } },
  };
}

function millisecondsOf(duration: string | number): number {
  const length = typeof duration === "number" ? duration : durationOf(duration);
  assert.ok(length !== undefined, `${duration} is no ISO 8601 duration, such as PT72H.`);
  return length;
}
