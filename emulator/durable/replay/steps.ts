import { createHash } from "node:crypto";
import { type Action, ActionType, type RetryPolicy } from "../protocol/actions.ts";
import type { FunctionKind } from "../protocol/port.ts";
import { startHttp } from "./http-steps.ts";
import { retryDelay } from "./retry.ts";
import { type Done, finished, type Simulation, type TaskEnd } from "./simulation.ts";

const failed: TaskEnd = { ok: false, result: null };

/**
 * Starts one action; `done` is called when the extension would go on to the next one.
 * @throws for an action that the engine does not know, by number
 */
export function startAction(sim: Simulation, action: Action, done: Done): void {
  switch (action.actionType) {
    case ActionType.CallActivity:
      known(sim, "activity", action.functionName, done, () => activity(sim, action, done));
      return;
    case ActionType.CallActivityWithRetry:
      known(sim, "activity", action.functionName, done, () =>
        retry(sim, action, done, (attempt) => activity(sim, action, attempt)),
      );
      return;
    case ActionType.CallSubOrchestrator:
      known(sim, "orchestrator", action.functionName, done, () => subOrchestration(sim, action, done));
      return;
    case ActionType.CallSubOrchestratorWithRetry:
      known(sim, "orchestrator", action.functionName, done, () =>
        retry(sim, action, done, (attempt) => subOrchestration(sim, action, attempt)),
      );
      return;
    case ActionType.ContinueAsNew:
      sim.nextInput = JSON.stringify(action.input ?? null);
      done(finished);
      return;
    case ActionType.CreateTimer:
      timer(sim, Date.parse(action.fireAt ?? ""), action.isCanceled === true, done);
      return;
    case ActionType.WaitForExternalEvent:
      sim.waitForEvent(action.externalEventName ?? "", done);
      return;
    case ActionType.CallEntity:
    case ActionType.SignalEntity:
      entity(sim, action, done);
      return;
    case ActionType.CallHttp:
      startHttp(sim, action, done, (at, then) => timer(sim, at, false, then));
      return;
    case ActionType.WhenAny:
      whenAny(sim, action.compoundActions ?? [], done);
      return;
    case ActionType.WhenAll:
      whenAll(sim, action.compoundActions ?? [], done);
      return;
    case ActionType.LockEntities:
      lock(sim, action, done);
      return;
    case ActionType.ReleaseEntities:
      release(sim, done);
      return;
    default:
      throw new Error(`The durable library returned an action of type ${action.actionType}, which is not supported.`);
  }
}

/** Goes on only when there is such a function. On Azure the check fails where nobody sees it. */
function known(sim: Simulation, kind: FunctionKind, name = "", done: Done, start: () => void): void {
  const { functions } = sim.settings;
  if (functions.find(kind, name) !== undefined) {
    start();
    return;
  }
  sim.findings.push({ code: "unknown-function", fatal: true, text: functions.unknown(kind, name) });
  done(failed);
}

function activity(sim: Simulation, action: Action, done: Done): void {
  sim.schedule({ kind: "activity", name: action.functionName ?? "", input: activityInput(action.input) }, done);
}

/** The library has encoded strings already. */
function activityInput(input: unknown): string | undefined {
  if (input === undefined || input === null) return undefined;
  return typeof input === "string" ? input : JSON.stringify(input);
}

function subOrchestration(sim: Simulation, action: Action, done: Done): void {
  const id = sim.nextId;
  sim.schedule(
    {
      kind: "orchestration",
      name: action.functionName ?? "",
      instanceId: action.instanceId ?? `${sim.identity.executionId}:${id}`,
      version: action.version ?? sim.settings.defaultVersion,
      input: JSON.stringify(action.input ?? null),
    },
    done,
  );
}

function retry(sim: Simulation, action: Action, done: Done, start: (attempt: Done) => void): void {
  const policy: RetryPolicy = action.retryOptions ?? { firstRetryIntervalInMilliseconds: 0, maxNumberOfAttempts: 1 };
  const first = sim.now;
  const attempt = (made: number) =>
    start((end) => {
      if (end.ok) {
        done(end);
        return;
      }
      const delay = retryDelay(policy, made, first, sim.now);
      if (delay === undefined) {
        sim.findings.push({
          code: "retry-timeout",
          fatal: true,
          text: `The retries of '${action.functionName}' ran into retryTimeoutInMilliseconds. On Azure the library is never told and the instance hangs: limit the number of attempts instead.`,
        });
        return done(end);
      }
      // The library counts a timer after the last attempt too, and reports the failure when it fires.
      const last = made + 1 >= policy.maxNumberOfAttempts;
      const fireAt = last ? sim.now : sim.now + delay;
      sim.schedule({ kind: "timer", fireAt, cancelled: false }, () => (last ? done(end) : attempt(made + 1)));
    });
  attempt(0);
}

/**
 * A long timer is made of steps, each with an id of its own. One that the code has cancelled counts as ended from its start,
 * in every later replay, and takes one step only.
 */
function timer(sim: Simulation, fireAt: number, cancelled: boolean, done: Done): void {
  const long = isLong(sim, fireAt);
  const stepEnd = () => (long ? Math.min(sim.now + sim.settings.longTimerStep, fireAt) : fireAt);
  if (cancelled) {
    sim.cancelledTimers.push(sim.schedule({ kind: "timer", fireAt: stepEnd(), cancelled }));
    done(failed);
    return;
  }
  const step = () => {
    sim.schedule({ kind: "timer", fireAt: stepEnd(), cancelled }, () => {
      if (long && fireAt > sim.now) step();
      else done(finished);
    });
  };
  step();
}

function isLong(sim: Simulation, fireAt: number): boolean {
  return sim.longTimers && fireAt - sim.now > sim.settings.maximumShortTimer;
}

/** Said when the race begins, because the instance fails days later. */
function reportLongRace(sim: Simulation, { actionType, fireAt = "", isCanceled }: Action): void {
  if (actionType !== ActionType.CreateTimer || isCanceled === true || !isLong(sim, Date.parse(fireAt))) return;
  const days = (ms: number) => `${ms / 86_400_000} days`;
  const { maximumShortTimer, longTimerStep } = sim.settings;
  sim.findings.push({
    code: "long-timer-race",
    fatal: false,
    text: `A timer of more than ${days(maximumShortTimer)} stands in a Task.any. It is made of steps of ${days(longTimerStep)}, and when it is cancelled after the first of them the instance fails as non-deterministic, on Azure too. Wait in a loop of timers that are not longer than ${days(maximumShortTimer)}.`,
  });
}

function whenAny(sim: Simulation, children: readonly Action[], done: Done): void {
  let ended = children.length === 0;
  for (const child of children) {
    reportLongRace(sim, child);
    startAction(sim, child, (end) => {
      if (ended) return;
      ended = true;
      done(end);
    });
  }
  if (children.length === 0) done(finished);
}

function whenAll(sim: Simulation, children: readonly Action[], done: Done): void {
  let left = children.length;
  let failure = false;
  for (const child of children) {
    startAction(sim, child, ({ ok }) => {
      left--;
      if (!ok && !failure && child.isCanceled !== true) {
        failure = true;
        sim.aheadOfHost++;
      }
      if (left > 0) return;
      if (failure) sim.aheadOfHost--;
      done(failure ? failed : finished);
    });
  }
  if (children.length === 0) done(finished);
}

function entity(sim: Simulation, action: Action, done: Done): void {
  const target = action.instanceId ?? "";
  const name = target.slice(1, target.indexOf("@", 1));
  known(sim, "entity", name, done, () => {
    const signal = action.actionType === ActionType.SignalEntity;
    const id = requestId(sim, sim.nextId);
    const request = {
      op: action.operation,
      ...(signal && { signal: true }),
      ...(action.input !== undefined && action.input !== null && { input: JSON.stringify(action.input) }),
      ...sender(sim, id),
    };
    sim.schedule({ kind: "message", name: "op", target, input: JSON.stringify(request) });
    if (signal) done(finished);
    else sim.waitForEvent(id, done, true);
  });
}

function lock(sim: Simulation, action: Action, done: Done): void {
  const lockset = (action.lockSet ?? []).map(({ name, key }) => `@${name.toLowerCase()}@${key}`);
  const id = action.lockRequestId ?? "";
  const request = { op: null, ...sender(sim, id), lockset, pos: 0 };
  sim.schedule({ kind: "message", name: "op", target: lockset[0] ?? "", input: JSON.stringify(request) });
  const locked: Done = (end) => {
    sim.locks = lockset;
    done(end);
  };
  sim.waitForEvent(id, locked, true);
}

function release(sim: Simulation, done: Done): void {
  for (const target of sim.locks) {
    const input = JSON.stringify(sender(sim, requestId(sim, sim.nextId)));
    sim.schedule({ kind: "message", name: "release", target, input });
  }
  sim.locks = [];
  done(finished);
}

function sender(sim: Simulation, id: string) {
  return { id, parent: sim.identity.instanceId, parentExecution: sim.identity.executionId };
}

/** The same id in every replay of the same step. */
function requestId(sim: Simulation, step: number): string {
  const hex = createHash("sha256").update(`${sim.identity.executionId}/${step}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
