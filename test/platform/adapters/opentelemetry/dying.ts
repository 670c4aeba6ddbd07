/** A process that tells one span and waits to be ended: `node dying.ts <endpoint>`. */
import { openTelemetry } from "../../../../platform/adapters/opentelemetry/open.ts";
import { telemetrySettings } from "../../../../platform/app/telemetry-settings.ts";

const env = { OTEL_EXPORTER_OTLP_ENDPOINT: process.argv[2] };
const settings = telemetrySettings(env, "dying");
if (settings === undefined) throw new Error("There is no endpoint.");
const { telemetry } = openTelemetry(settings, "1.0.0", env, () => {}, { patience: 60_000 });
setInterval(() => {}, 60_000);
await telemetry.span({ name: "last words", parent: "none" }, async () => {});
process.send?.("told");
