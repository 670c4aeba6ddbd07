import type { Envelope } from "../messages/envelope.ts";
import type { ProcessInput } from "./orchestration.ts";

/** What is known of an instance. */
export interface ProcessStatus {
  readonly finished: boolean;
  /** What it was started with. */
  readonly input: ProcessInput;
}

/** An instance that has not ended well. */
export interface StandingProcess {
  /** Name of its orchestrator function. */
  readonly orchestrator: string;
  readonly status: "Pending" | "Running" | "Suspended" | "Failed";
  /** When it was started, milliseconds since the epoch. */
  readonly created: number;
}

/** The port to running processes. Trouble with the runtime behind it is thrown and comes again with the next delivery. */
export interface ProcessClient {
  /** undefined: there is no such instance. */
  status(instanceId: string): Promise<ProcessStatus | undefined>;
  /** Starts an instance. `exists`: one with this id runs already. A finished one is replaced. */
  start(orchestrator: string, instanceId: string, input: ProcessInput): Promise<"started" | "exists">;
  /** Hands a message over. An instance that has finished takes it and does nothing. */
  raise(instanceId: string, message: Envelope): Promise<"raised" | "missing">;
  /** Every instance that is under way or has failed. */
  standing(): Promise<readonly StandingProcess[]>;
}
