import type { ProcessClient } from "../../processes/client.ts";
import type { ProcessExplorer } from "../../processes/explorer.ts";
import type { ProcessTuning } from "../../processes/tuning.ts";

/** A subscriber of the topic that an event can be delivered to, and to nobody else. */
export interface Subscriber {
  /**
   * Delivers one event as Event Grid would, under the id that it has. Answers when the subscriber has taken it.
   * @param attempts how often it was tried before
   * @throws HandlerError when the subscriber does not take it
   */
  deliver(event: Readonly<Record<string, unknown>>, attempts: number): Promise<void>;
}

/** The port to the subscribers of the topic. */
export interface Subscribers {
  /** Looks a subscription up. @throws HandlerError when there is none, or it leads where nothing may be sent */
  find(subscription: string): Promise<Subscriber>;
}

/** The running processes, where there is a client of them: in a function that is bound to one. */
export interface ProcessAccess {
  readonly client: ProcessClient;
  /** For views of the instances. */
  readonly explorer?: ProcessExplorer;
  readonly tuning: ProcessTuning;
}
