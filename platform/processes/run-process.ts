import type { ProcessDefinition, ProcessVersion } from "../app/definition.ts";
import type { Log } from "../app/log.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { processHandler } from "../dead-letters/letter.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { Message } from "../messages/message-class.ts";
import { type HandlerLog, handlerLog } from "../telemetry/handler-log.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { notePersonal, personalValuesAmong } from "../telemetry/redact.ts";
import { contextOf } from "./context.ts";
import { Mailbox, messageOpener } from "./mailbox.ts";
import {
  type DurableTask,
  type FailedInstance,
  type MessageCause,
  type Orchestration,
  type Orchestrator,
  type OutcomeRequest,
  outcomeActivity,
  type ParkRequest,
  type ProcessInput,
  type ProcessProgress,
  parkActivity,
  type SendAnswer,
  type SendRequest,
  sendActivity,
} from "./orchestration.ts";
import { checkSame, messagesOf, type PastStep, type ProcessPast, pastOf, takenMessages } from "./past.ts";
import type { CommandOutcome } from "./process.ts";
import { inputOf } from "./process-input.ts";
import type { PauseStep, SendStep, WaitStep } from "./step.ts";
import { outcomeRetry, parkRetry, stepRetry } from "./step-retries.ts";

/** Steps of the SDK that answer something in the end. */
type Steps<Answer> = Generator<DurableTask, Answer, unknown>;

/**
 * Longest timer that a wait races with, ms. Durable Functions makes timers of more than six days of several steps, and an
 * instance that cancels one of those after its first step fails as non-deterministic.
 */
const longestRace = 5 * 86_400_000;

/** The largest past that a letter keeps: a document of Cosmos has 2 MB at most, and the letter holds more than it. */
const mostPastBytes = 1_000_000;

/** Where an instance has come to. */
export interface Caused {
  readonly instanceId: string;
  /** The event that started it. */
  readonly started: Envelope;
  /** The message that it has taken last: it causes what is sent next. */
  readonly cause: Envelope;
  /** What it has failed with for good. */
  readonly failure?: HandlerError;
}

/**
 * Runs one instance of a process as an orchestrator: takes the descriptions of steps that the hand-written code yields and
 * carries them out with durable tasks. It is called anew for every turn and goes through the history from its beginning.
 * @param caused hears of each message that is taken, also while the history is gone through
 * @returns the word that the process ended with
 * @throws HandlerError when the process has failed for good; it is parked then
 */
export function* runProcess(
  process: ProcessDefinition,
  version: ProcessVersion,
  orchestration: Orchestration,
  log: Log,
  caused: (place: Caused) => void = () => {},
): Orchestrator {
  const run = new ProcessRun(process, version, orchestration, caused, log);
  const known = [...process.startedBy, ...process.waitsFor];
  const fields = { process: process.name, instance: orchestration.instanceId, message: run.started };
  try {
    const word = yield* run.steps();
    if (!orchestration.isReplaying) log(logEvents.processEnded, { ...fields, word });
    return word;
  } catch (error) {
    if (error instanceof RanBeforeError) {
      if (!orchestration.isReplaying) log(logEvents.processRanBefore, fields);
      return ranBefore;
    }
    const failure = error instanceof HandlerError ? error : new HandlerError(messageOf(error), { cause: error });
    caused({ ...run.place(), failure });
    for (const envelope of run.seen()) notePersonal(failure, personalValuesAmong(known, envelope));
    if (!orchestration.isReplaying) log(logEvents.processFailed, { ...fields, error: failure });
    yield* run.park(failure);
    throw failure;
  }
}

/** The word of a second run of the same start event. */
const ranBefore = "ran before";

/** The event that started this instance has started another one before, which is gone or was replaced. */
class RanBeforeError extends Error {
  override readonly name = "RanBeforeError";
}

/** One run through the history of an instance. */
class ProcessRun {
  readonly #process: ProcessDefinition;
  readonly #version: ProcessVersion;
  readonly #orchestration: Orchestration;
  readonly #input: ProcessInput;
  readonly #open: (envelope: Envelope) => Message;
  readonly #mailbox: Mailbox;
  readonly #caused: (place: Caused) => void;
  readonly #log: Log;
  /** What the process got last: it causes what is sent next. */
  #cause: Envelope;
  #sent = 0;
  /** When this run began. */
  readonly #begun: number;
  /** The steps taken so far, those of earlier tries included. */
  readonly #taken: PastStep[] = [];
  /** The instant of a step that an earlier try took, as long as nothing has happened since; else time goes on. */
  #instant: number | undefined;

  constructor(
    process: ProcessDefinition,
    version: ProcessVersion,
    orchestration: Orchestration,
    caused: (place: Caused) => void,
    log: Log,
  ) {
    this.#process = process;
    this.#version = version;
    this.#orchestration = orchestration;
    this.#input = inputOf(process, orchestration);
    const { started, past } = this.#input;
    this.#open = messageOpener(process);
    this.#caused = caused;
    this.#log = log;
    this.#cause = started;
    this.#take(started);
    this.#begun = past?.begun ?? orchestration.currentUtcDateTime.getTime();
    this.#instant = past?.begun;
    const seen = [started.id, ...(past === undefined ? [] : takenMessages(past))];
    this.#mailbox = new Mailbox(orchestration, this.#open, seen, past?.kept);
  }

  /** The event that started the instance. */
  get started(): Envelope {
    return this.#input.started;
  }

  /** Where it has come to. */
  place(): Caused {
    return { instanceId: this.#orchestration.instanceId, started: this.started, cause: this.#cause };
  }

  /** Every message that the code has seen. */
  seen(): readonly Envelope[] {
    return [this.#input.started, ...messagesOf(this.#taken)];
  }

  *steps(): Steps<string | undefined> {
    const what = `The process ${this.#process.name}`;
    const { context, checkTaken } = contextOf(
      this.#process,
      this.#input,
      () => this.#instant ?? this.#now(),
      this.#ownLog(),
    );
    const code = this.#version.process.run(this.#open(this.#input.started), context);
    for (let answer: unknown; ; ) {
      const taken = callHandler(what, () => code.next(answer));
      const past = this.#input.past?.steps[this.#taken.length];
      if (past !== undefined) {
        checkSame(this.#process.name, this.#taken.length, past, taken.done ? undefined : taken.value);
        answer = this.#again(past);
        continue;
      }
      if (taken.done) {
        checkTaken();
        this.#show({});
        return taken.value ?? undefined;
      }
      const step = taken.value;
      if (step.step === "send") answer = yield* this.#send(step);
      else if (step.step === "wait") answer = yield* this.#wait(step);
      else answer = yield* this.#pause(step);
      this.#instant = undefined;
      this.#taken.push(pastOf(step, answer, this.#now()));
    }
  }

  #take(message: Envelope): void {
    this.#cause = message;
    this.#caused({ instanceId: this.#orchestration.instanceId, started: this.#input.started, cause: message });
  }

  /**
   * What the instance does now is caused by the message that it got last, and belongs to the story that it was started in:
   * somebody else's decision, which is another request, does not take it over.
   */
  #causeOf(): MessageCause {
    const { id } = this.#cause;
    const own = this.#cause.correlationid === this.started.correlationid;
    const { correlationid, traceparent, tracestate } = own ? this.#cause : this.started;
    return {
      id,
      correlationid,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(tracestate === undefined ? {} : { tracestate }),
    };
  }

  /** Lines are about the message that was taken last, and written once: neither in a replay nor again by a later try. */
  #ownLog(): HandlerLog {
    const { name } = this.#process;
    const isNew = () => !this.#orchestration.isReplaying && this.#taken.length >= (this.#input.past?.steps.length ?? 0);
    const own: Log = (event, fields) => {
      const about = { process: name, instance: this.#orchestration.instanceId, handler: processHandler(name) };
      this.#log(event, { ...fields, ...about, message: this.#cause });
    };
    return handlerLog(own, {}, isNew);
  }

  /** Takes a step that an earlier try has taken: nothing is done, and the answer is the one from then. */
  #again(past: PastStep): unknown {
    this.#taken.push(past);
    this.#instant = past.at;
    if (past.step === "pause") return undefined;
    if (past.step === "send") {
      this.#sent++;
      return past.outcome;
    }
    if (past.message === undefined) return undefined;
    this.#take(past.message);
    return this.#open(past.message);
  }

  *park(failure: HandlerError): Steps<void> {
    const { name, stack } = failure.cause instanceof Error ? failure.cause : failure;
    const request: ParkRequest = {
      process: this.#process.name,
      instanceId: this.#orchestration.instanceId,
      started: this.#input.started,
      cause: this.#causeOf(),
      error: { name, message: failure.message, ...(stack === undefined ? {} : { stack }) },
      faults: failure.faults,
    };
    const known = this.#mailbox.kept();
    const failed = this.#failed(known);
    yield this.#orchestration.callActivityWithRetry(parkActivity, parkRetry, { ...request, failed });
    // From here on whoever brings a message keeps it. Those that came while the process was being parked are here.
    yield* this.#collect();
    const late = this.#mailbox.kept().filter(({ id }) => !known.some((message) => message.id === id));
    if (late.length === 0) return;
    yield this.#orchestration.callActivityWithRetry(parkActivity, parkRetry, { ...request, failed, late });
  }

  /** Takes what has come until now: a timer that is due at once comes after it. */
  *#collect(): Steps<void> {
    for (;;) {
      const wait = this.#mailbox.next();
      const timer = this.#orchestration.createTimer(new Date(this.#now()));
      if ((yield this.#orchestration.Task.any([wait, timer])) === timer) return this.#mailbox.remember(wait);
      timer.cancel();
      this.#mailbox.accept(wait.result);
    }
  }

  #failed(kept: readonly Envelope[]): FailedInstance {
    const { started: _started, attempt = 1, past: before, ...input } = this.#input;
    // Code that came to other steps than before has not taken the later ones back.
    const steps = this.#taken.length < (before?.steps.length ?? 0) ? (before?.steps ?? []) : this.#taken;
    const past: ProcessPast = { begun: this.#begun, steps, kept };
    const failed = { process: this.#process.name, version: this.#version.version, attempt, input };
    const bytes = Buffer.byteLength(JSON.stringify(past), "utf8");
    return bytes > mostPastBytes ? failed : { ...failed, past };
  }

  #now(): number {
    return this.#orchestration.currentUtcDateTime.getTime();
  }

  *#send({ name, data }: SendStep): Steps<CommandOutcome | undefined> {
    const { run } = this.#input;
    const request: SendRequest = {
      process: this.#process.name,
      instanceId: this.#orchestration.instanceId,
      startedBy: this.#input.started.id,
      ...(run === undefined ? {} : { run }),
      index: this.#sent++,
      name,
      data,
      cause: this.#causeOf(),
    };
    this.#show({ sends: name });
    const task = this.#orchestration.callActivityWithRetry(sendActivity(name), stepRetry(this.#input.steps), request);
    let answer: SendAnswer;
    try {
      answer = (yield task) as SendAnswer;
    } catch (cause) {
      throw new HandlerError(`The process ${this.#process.name} could not send ${name}: ${firstLineOf(cause)}`, {
        cause,
      });
    }
    if (answer.status === "ran-before") throw new RanBeforeError();
    if (answer.status === "invalid") throw new HandlerError(answer.error, { faults: answer.faults });
    // The answer decides, not the contract: a replay takes the turns of the history, whatever is refusable today.
    return answer.commandId === undefined ? undefined : yield* this.#outcome(name, answer.commandId);
  }

  *#outcome(name: string, commandId: string): Steps<CommandOutcome> {
    const { instanceId } = this.#orchestration;
    const cause = this.#causeOf();
    const request: OutcomeRequest = { process: this.#process.name, instanceId, name, commandId, cause };
    this.#show({ awaits: name });
    const task = this.#orchestration.callActivityWithRetry(outcomeActivity(name), outcomeRetry, request);
    try {
      return (yield task) as CommandOutcome;
    } catch (cause) {
      throw new HandlerError(
        `The process ${this.#process.name} could not learn what became of ${name}: ${messageOf(cause)}`,
        {
          cause,
        },
      );
    }
  }

  *#wait({ names, within }: WaitStep): Steps<Message | undefined> {
    const until = within === undefined ? undefined : this.#deadline(within);
    for (;;) {
      const message = this.#mailbox.take(names);
      if (message !== undefined) {
        this.#take(message.envelope);
        return message;
      }
      this.#show({ waitsFor: names, ...(until === undefined ? {} : { until: until.toISOString() }) });
      const wait = this.#mailbox.next();
      if (until === undefined) {
        this.#mailbox.accept(yield wait);
        continue;
      }
      const stage = Math.min(until.getTime(), this.#orchestration.currentUtcDateTime.getTime() + longestRace);
      const timer = this.#orchestration.createTimer(new Date(stage));
      const first = yield this.#orchestration.Task.any([wait, timer]);
      if (first === timer) {
        this.#mailbox.remember(wait);
        if (stage < until.getTime()) continue;
        return undefined;
      }
      // An open timer would keep the instance running after its end.
      timer.cancel();
      this.#mailbox.accept(wait.result);
    }
  }

  *#pause({ timeout }: PauseStep): Steps<void> {
    const until = this.#deadline(timeout);
    this.#show({ until: until.toISOString() });
    yield this.#orchestration.createTimer(until);
  }

  #deadline(timeout: string): Date {
    const duration = this.#input.timeouts[timeout] ?? this.#process.timeouts[timeout];
    if (duration === undefined) throw new HandlerError(`The process ${this.#process.name} has no timeout ${timeout}.`);
    return new Date(this.#orchestration.currentUtcDateTime.getTime() + duration);
  }

  #show(progress: ProcessProgress): void {
    this.#orchestration.setCustomStatus(progress);
  }
}

/** The extension adds the stack of an activity to its message. */
function firstLineOf(error: unknown): string {
  return messageOf(error).split("\n")[0]?.trim() ?? "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
