import { buildOf } from "../../app/build.ts";
import type { AppDefinition } from "../../app/definition.ts";
import type { LogSink } from "../../app/log.ts";
import type { Environment } from "../../app/settings.ts";
import { telemetrySettings } from "../../app/telemetry-settings.ts";
import type { OpenTelemetry } from "../opentelemetry/open.ts";
import type { RoleWatch } from "../roles/role-watch.ts";

/**
 * Opens what telemetry goes through; undefined where the settings name no place for it. OpenTelemetry is loaded here and not
 * before.
 * @param watch is told when the app's identity may not send
 * @throws SettingError when one of its settings is wrong
 */
export async function openTelemetryOf(
  app: AppDefinition,
  env: Environment,
  sink: LogSink,
  watch?: RoleWatch,
): Promise<OpenTelemetry | undefined> {
  const settings = telemetrySettings(env, app.service.name);
  if (settings === undefined) return undefined;
  const { openTelemetry } = await import("../opentelemetry/open.ts");
  return openTelemetry(settings, buildOf(app.service), env, sink, { watch });
}
