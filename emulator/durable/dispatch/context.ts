import type { Clock } from "../../../platform/clock/clock.ts";
import type { Log } from "../../service.ts";
import type { FunctionTable, Invoke, Profile, ReplaySchema } from "../protocol/port.ts";
import type { ReplaySettings } from "../replay/settings.ts";
import type { WorkItem } from "../store/rows.ts";
import type { DurableStore } from "../store/store.ts";

/** What a write leaves to be done once it is on disk. */
export interface Outbox {
  /** Instances and entities that have got a message. */
  readonly wake: Set<string>;
  /** Activities and requests to run. */
  readonly work: WorkItem[];
  /** Whether timers were added. */
  timers: boolean;
}

/** Points at which a test may end the process; those that end in "committing" lie inside the transaction. */
export type CrashPoint =
  | "turn-invoked"
  | "turn-committing"
  | "turn-committed"
  | "activity-ended"
  | "activity-committing"
  | "activity-committed"
  | "entity-ended"
  | "entity-committing"
  | "entity-committed"
  | "timer-committing"
  | "timer-committed";

/** What the parts of the engine share. */
export interface EngineContext {
  readonly store: DurableStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly invoke: Invoke;
  /** Resolves when functions can be called again after one was lost. */
  readonly ready: () => Promise<void>;
  readonly functions: FunctionTable;
  readonly settings: ReplaySettings;
  readonly profile: Profile;
  readonly schema: ReplaySchema;
  /** Most messages that one turn takes. */
  readonly batchSize: number;
  /** Makes an execution id or instance id: 32 hexadecimal digits. */
  readonly newId: () => string;
  readonly reached: (point: CrashPoint) => void;
  /** Writes in one transaction; afterwards, and only when it is on disk, does what the outbox says. */
  readonly commit: <T>(task: (outbox: Outbox) => T) => Promise<T>;
  /** Logs a finding about an instance once. */
  readonly report: (instance: string, name: string, text: string) => void;
}
