import { type EventBody, EventType } from "../protocol/history.ts";
import { type Instance, type InstanceMessage, isLive } from "../store/rows.ts";

/** What a turn takes from an instance's inbox. */
export interface Intake {
  /** Messages to be removed: taken, and dropped ones. */
  readonly consumed: readonly InstanceMessage[];
  /** Events of the turn, in order. */
  readonly events: readonly EventBody[];
  /** Whether the code must run: there is more than suspending and resuming. */
  readonly replays: boolean;
  readonly suspended: boolean;
  readonly terminated: EventBody | undefined;
}

/**
 * Sorts an inbox: messages of another execution and to a finished instance are dropped; while the instance is suspended all
 * but resume and terminate are left where they are.
 */
export function takeMessages(instance: Instance, messages: readonly InstanceMessage[]): Intake {
  const consumed: InstanceMessage[] = [];
  const events: EventBody[] = [];
  let held: InstanceMessage[] = [];
  let { suspended } = instance;
  let replays = false;
  for (const message of messages) {
    const { execution, body } = message;
    const foreign = execution !== null && execution !== instance.execution;
    if (foreign || !isLive(instance)) {
      consumed.push(message);
      continue;
    }
    const type = body.EventType;
    const control = type === EventType.ExecutionSuspended || type === EventType.ExecutionResumed;
    if (suspended && !control && type !== EventType.ExecutionTerminated) {
      held.push(message);
      continue;
    }
    consumed.push(message);
    events.push(body);
    if (type === EventType.ExecutionTerminated) {
      return { consumed, events, replays: false, suspended, terminated: body };
    }
    if (!control) replays = true;
    else suspended = type === EventType.ExecutionSuspended;
    if (type !== EventType.ExecutionResumed || held.length === 0) continue;
    // What was held comes before what arrived after the resume.
    consumed.push(...held);
    events.push(...held.map((each) => each.body));
    replays = true;
    held = [];
  }
  return { consumed, events, replays, suspended, terminated: undefined };
}
