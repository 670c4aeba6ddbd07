import { Empty } from "../../kit/index.ts";

/** Says how telemetry comes here. */
export function NoTelemetry({ what }: { readonly what: string }) {
  return (
    <Empty title={`No ${what} are here.`}>
      An app sends them when OTEL_EXPORTER_OTLP_ENDPOINT is {location.origin}. npm start sets it, unless the environment
      says where telemetry goes. A deployed system sends its own to Application Insights.
    </Empty>
  );
}
