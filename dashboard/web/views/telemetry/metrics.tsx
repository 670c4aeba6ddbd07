import type { MetricsAnswer, MetricView } from "../../../shapes.ts";
import { Heading, SelectField, Show, useGet, useQuery, type View } from "../../kit/index.ts";
import { Chart } from "./chart.tsx";
import { NoTelemetry } from "./no-telemetry.tsx";
import "./telemetry.css";

function Metrics() {
  const [minutes, setMinutes] = useQuery("minutes");
  const answer = useGet<MetricsAnswer>("/dashboard/metrics", { minutes: minutes || "15" }, 5_000);
  return (
    <>
      <Heading title="Metrics">
        <SelectField
          label="Window"
          value={minutes || "15"}
          options={[
            ["5", "5 minutes"],
            ["15", "15 minutes"],
            ["60", "1 hour"],
            ["360", "6 hours"],
            ["1440", "1 day"],
          ]}
          onInput={(value) => setMinutes(value === "15" ? undefined : value)}
        />
      </Heading>
      <Show of={answer}>
        {(found) => {
          const shown = found.metrics.filter(({ series }) => series.length > 0);
          if (shown.length === 0) return <NoTelemetry what="metrics" />;
          return (
            <div class="metric-grid">
              {shown.map((metric) => (
                <Metric key={metric.name} metric={metric} answer={found} />
              ))}
            </div>
          );
        }}
      </Show>
    </>
  );
}

function Metric({ metric, answer }: { readonly metric: MetricView; readonly answer: MetricsAnswer }) {
  const id = `metric-${metric.name}`;
  return (
    <section class="card metric" aria-labelledby={id}>
      <h2 id={id}>{metric.name.replace(/^eventwright\./, "")}</h2>
      <p class="muted small">{metric.description}</p>
      <Chart metric={metric} answer={answer} />
    </section>
  );
}

/** What is measured, over time. */
export const metrics: View = { path: "/metrics", title: "Metrics", key: "e", group: "Telemetry", View: Metrics };
