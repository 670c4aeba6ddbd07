import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { QueueNews, Sender } from "./send-queue.ts";
import { SendQueue } from "./send-queue.ts";

/** What sends each signal to one place. */
export interface Senders {
  readonly spans: Sender<ReadableSpan>;
  readonly logs: Sender<ReadableLogRecord>;
  readonly metrics: Sender<ResourceMetrics>;
}

/** What waits for one place. */
export interface Signals {
  readonly spans: SendQueue<ReadableSpan>;
  readonly logs: SendQueue<ReadableLogRecord>;
  readonly metrics: SendQueue<ResourceMetrics>;
}

/** How long a span or a log line waits for company, ms: what a worker loses that is killed, at most and without an outage. */
const delay = 1_000;

/** Makes the queues of one place. Its exporters are loaded by whichever has something to send first. */
export function signalsTo(open: () => Promise<Senders>, tell: (signal: string, news: QueueNews) => void): Signals {
  const later = (wait: number, task: () => void) => void setTimeout(task, wait).unref();
  let opened: Promise<Senders> | undefined;
  const once = () => {
    opened ??= open().catch((error) => {
      // What could not be loaded, or got no token, may be the next time.
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return {
    spans: new SendQueue<ReadableSpan>({
      open: async () => (await once()).spans,
      ...{ most: 16_384, batch: 512, delay, later, tell: (news) => tell("spans", news) },
    }),
    logs: new SendQueue<ReadableLogRecord>({
      open: async () => (await once()).logs,
      ...{ most: 4_096, batch: 512, delay, later, tell: (news) => tell("log lines", news) },
    }),
    metrics: new SendQueue<ResourceMetrics>({
      open: async () => (await once()).metrics,
      // Each is all that was measured in one interval.
      ...{ most: 30, batch: 1, delay: 0, later, tell: (news) => tell("metrics", news) },
    }),
  };
}

/** Sends everything that waits. */
export async function flushSignals({ spans, logs, metrics }: Signals): Promise<void> {
  await Promise.all([spans.flush(), logs.flush(), metrics.flush()]);
}

/** Sends everything that waits, and lets go. */
export async function closeSignals({ spans, logs, metrics }: Signals): Promise<void> {
  await Promise.all([spans.close(), logs.close(), metrics.close()]);
}

/** Lets go of what could not be sent. */
export function giveUpSignals({ spans, logs, metrics }: Signals): void {
  for (const queue of [spans, logs, metrics]) queue.giveUp();
}
