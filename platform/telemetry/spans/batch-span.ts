import type { Envelope } from "../../messages/envelope.ts";
import type { SpanStart } from "../telemetry.ts";
import { traceOf } from "../trace-context.ts";
import { linksTo, messagingAttributes } from "./handling-span.ts";
import { type Invocation, invocationAttributes } from "./invocation.ts";

/** A batch of a change feed: a trace of its own, as its messages belong to many. */
export function batchSpan(
  container: string,
  messages: readonly { readonly envelope: Envelope }[],
  invocation: Invocation | undefined,
): SpanStart {
  return {
    name: `receive ${container}`,
    kind: "consumer",
    parent: "none",
    links: linksTo(...messages.map(({ envelope }) => traceOf(envelope))),
    attributes: {
      ...messagingAttributes("receive", "receive", container),
      "messaging.batch.message_count": messages.length,
      ...invocationAttributes(invocation),
    },
    ...(invocation?.begun === undefined ? {} : { begun: invocation.begun }),
  };
}
