import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { AzureMonitorSettings } from "../../app/telemetry-settings.ts";
import { missingRoleSentence } from "../../stores/missing-role.ts";
import { openCredential } from "../identity.ts";
import { missingTelemetryRole } from "../roles/missing-roles.ts";
import type { RoleWatch } from "../roles/role-watch.ts";
import { type Explain, type LastAnswer, watchAnswers } from "./azure-answers.ts";
import { type Operations, viewOfLog, viewOfSpan } from "./azure-views.ts";
import type { Sender } from "./send-queue.ts";
import type { Senders } from "./signals.ts";

interface Exporter<Batch> {
  export(batch: Batch, done: (result: { readonly code: number; readonly error?: Error }) => void): Promise<void>;
  shutdown(): Promise<void>;
}

/** Loads the exporter of Azure Monitor; `watch` is told when the app's identity may not send. */
export async function openAzureMonitor(
  settings: AzureMonitorSettings,
  operations: Operations,
  watch?: RoleWatch,
): Promise<Senders> {
  const sdk = await import("@azure/monitor-opentelemetry-exporter");
  const credential = settings.identity && (await openCredential(settings.identity));
  const { localEndpoint: host, connectionString } = settings;
  const explain: Explain = (status) => {
    if (status !== 403) watch?.worked("telemetry");
    if (status !== 403 || credential === undefined) return undefined;
    const missing = missingTelemetryRole(connectionString, credential.principal());
    watch?.denied("telemetry", missing);
    return `403 ${missingRoleSentence(missing)}`;
  };

  /**
   * The base class has a quiet way for the exporter of its own statistics: without statistics, and without asking Microsoft
   * every hour for settings that would change what this exporter does. There is no option for that, so our exporters are made
   * with a base that goes this way.
   */
  class QuietBase extends sdk.AzureMonitorBaseExporter {
    constructor(options?: ConstructorParameters<typeof sdk.AzureMonitorBaseExporter>[0]) {
      super(options, true);
    }
  }
  const quiet = <Made>(make: new (options: object) => Made): { readonly made: Made; readonly answer: LastAnswer } => {
    const answer = watchAnswers(undefined, explain);
    const usual = Object.getPrototypeOf(make);
    Object.setPrototypeOf(make, QuietBase);
    try {
      const made = new make({
        connectionString,
        ...(credential && { credential }),
        // From the connection string the exporter would make https, which nothing on this machine speaks.
        ...(host && { host, allowInsecureConnection: true }),
        // Instances of Functions come and go, and take their disks along. What waits does so in memory (send-queue.ts).
        disableOfflineStorage: true,
        retryOptions: { maxRetries: 0 },
        additionalPolicies: [{ policy: answer.policy, position: "perCall" }],
      });
      // Would add a row to customMetrics with every batch.
      Object.assign(made as object, { shouldCreateResourceMetric: false });
      return { made, answer };
    } finally {
      Object.setPrototypeOf(make, usual);
    }
  };
  const spans = quiet(sdk.AzureMonitorTraceExporter);
  const logs = quiet(sdk.AzureMonitorLogExporter);
  const metrics = quiet(sdk.AzureMonitorMetricExporter);
  return {
    spans: senderOf<ReadableSpan, ReadableSpan[]>(spans.made, spans.answer, (batch) =>
      batch.map((span) => viewOfSpan(span, operations)),
    ),
    logs: senderOf<ReadableLogRecord, ReadableLogRecord[]>(logs.made, logs.answer, (batch) =>
      batch.map((record) => viewOfLog(record, operations)),
    ),
    metrics: senderOf<ResourceMetrics, ResourceMetrics>(metrics.made, metrics.answer, ([each]) => each!),
  };
}

/** What the exporter says is not enough: without its offline storage it calls a batch that nobody took a success. */
function senderOf<Item, Batch>(
  exporter: Exporter<Batch>,
  answer: LastAnswer,
  batchOf: (items: readonly Item[]) => Batch,
): Sender<Item> {
  return {
    async send(items) {
      answer.reset();
      try {
        await exporter.export(batchOf(items), () => {});
        return answer.sent();
      } catch (error) {
        // It could not even be written down, and will not be the next time.
        return { refused: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => exporter.shutdown(),
  };
}
