import type { Account, AnyNotification, CommandStatus, Movement, Takings, Transfer } from "../../generated/client.ts";
import type { Rules } from "../plan/rules.ts";
import type { InvalidStep, Step } from "../plan/step.ts";

/** How a post was answered, after all the times it had to be sent. */
export type Answer =
  | {
      readonly is: "accepted" | "replayed" | "duplicate";
      readonly commandId: string;
      /** Times that the server was away, so that the same was sent again: an earlier time may have been stored. */
      readonly resent: number;
    }
  | { readonly is: "refused"; readonly status: number; readonly code: string; readonly resent: number };

/** What was seen of a command. */
export interface CommandSeen {
  readonly step: Step;
  /** Where in the run: steps of an earlier wave had ended before. */
  readonly wave: number;
  /** The first post and its repeats, in the order they were sent. */
  readonly answers: readonly Answer[];
  /** The answer to another payload under the same key. */
  readonly reuse?: Answer;
  /** The first outcome that was seen; undefined: none came. */
  readonly outcome?: CommandStatus | undefined;
  /** What the server says at the end; undefined: it does not know the command. */
  readonly finally?: CommandStatus | undefined;
}

/** What was seen of an invalid payload. */
export interface InvalidSeen {
  readonly step: InvalidStep;
  readonly answer: Answer;
}

/** What the system says of its own read models and outcomes. */
export interface Verification {
  readonly ok: boolean;
  /** Faults in words; empty when `ok`. */
  readonly faults: readonly string[];
}

/** What was seen of one account at the end. */
export interface AccountSeen {
  readonly account: Account | undefined;
  readonly statement: readonly Movement[];
}

/** What the system says of the process instances of the run's transfers. */
export interface ProcessesSeen {
  /** Instances that were looked at. */
  readonly looked: number;
  /** Those among them that have not completed. */
  readonly left: readonly { readonly id: string; readonly status: string }[];
}

/** Latencies in milliseconds. */
export interface Latencies {
  readonly accepted: readonly number[];
  readonly outcome: readonly number[];
  /** Of a sample. */
  readonly readModel: readonly number[];
}

/** All that a run has seen: what the invariants judge. */
export interface Observations {
  /** The run had a name given, so that an earlier one may have sent some of the commands. */
  readonly resumed: boolean;
  readonly commands: readonly CommandSeen[];
  readonly invalid: readonly InvalidSeen[];
  /** What the system's rules are tuned to. */
  readonly rules: Rules;
  /** Time was moved past the end of every wait for a decision. */
  readonly expired: boolean;
  /** Whether time could be moved; a text says why not. */
  readonly time: "moved" | string;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, AccountSeen>;
  /** Those that the system has taken, by transfer id. */
  readonly transfers: ReadonlyMap<string, Transfer | undefined>;
  /** By merchant id. */
  readonly takings: ReadonlyMap<string, Takings | undefined>;
  /** Why there is no word of them, or what the system says. */
  readonly processes: ProcessesSeen | string;
  /** Of a sample of recipients. */
  readonly notifications: ReadonlyMap<string, readonly AnyNotification[]>;
  /** Why there is no verification, or what it says. */
  readonly verification: Verification | string;
  /** Why the run was broken off; undefined when it was played to its end. */
  readonly brokenOff?: string | undefined;
  readonly latencies: Latencies;
  /** How long commands were sent and followed, milliseconds. */
  readonly duration: number;
}
