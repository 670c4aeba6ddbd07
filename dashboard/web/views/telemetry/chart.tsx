import type { MetricsAnswer, MetricView, SeriesView } from "../../../shapes.ts";
import { durationText } from "../../kit/index.ts";
import { clockText } from "../../kit/time.tsx";
import { largest, linesOf } from "./lines.ts";

const width = 320;
const height = 96;
const colours = ["accent", "teal", "violet", "warn", "good", "bad"] as const;

/** A metric's series as lines, with their numbers below. Of distributions it draws the 95th percentile. */
export function Chart({ metric, answer }: { readonly metric: MetricView; readonly answer: MetricsAnswer }) {
  const { series, unit, kind, hidden } = metric;
  const drawn = series.map((one) =>
    kind === "histogram" ? (one.p95 ?? []) : kind === "counter" ? one.values.map((value) => value ?? 0) : one.values,
  );
  const top = largest(drawn) || 1;
  const say = (value: number | null | undefined) => valueText(value, unit, kind === "counter");
  const until = new Date(answer.from + answer.steps * answer.step);
  return (
    <>
      <svg viewBox={`0 0 ${width} ${height + 14}`} role="img" aria-label={`${metric.name}, highest ${say(top)}`}>
        <line class="grid" x1={0} x2={width} y1={height} y2={height} />
        <line class="grid" x1={0} x2={width} y1={4} y2={4} />
        <text x={0} y={14}>
          {say(top)}
        </text>
        {drawn.map((values, at) =>
          linesOf(values, { width, height, top }).map((points) => (
            <polyline key={points} class={colours[at % colours.length] ?? ""} points={points} />
          )),
        )}
        <text x={0} y={height + 12}>
          {clockText(new Date(answer.from)).slice(0, -4)}
        </text>
        <text x={width} y={height + 12} text-anchor="end">
          {clockText(until).slice(0, -4)}
        </text>
      </svg>
      <Legend metric={metric} series={series.slice(0, usualLegend)} from={0} />
      {series.length > usualLegend && (
        <details class="more">
          <summary>{series.length - usualLegend} more</summary>
          <Legend metric={metric} series={series.slice(usualLegend)} from={usualLegend} />
        </details>
      )}
      {hidden > 0 && <p class="muted small">and {hidden} series with less</p>}
    </>
  );
}

/** Series whose numbers are shown at once. */
const usualLegend = 5;

function Legend({
  metric: { kind, unit },
  series,
  from,
}: {
  readonly metric: MetricView;
  readonly series: readonly SeriesView[];
  readonly from: number;
}) {
  const say = (value: number | null | undefined) => valueText(value, unit, kind === "counter");
  return (
    <table class="legend">
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col">{kind === "gauge" ? "now" : "in all"}</th>
          {kind === "histogram" && (
            <>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {series.map((one, at) => (
          <tr key={JSON.stringify(one.attributes)}>
            <td>
              <span class={`swatch ${colours[(from + at) % colours.length]}`} />
              {labelOf(one)}
            </td>
            <td>{kind === "gauge" ? say(one.total) : one.total.toLocaleString()}</td>
            {kind === "histogram" && (
              <>
                <td>{say(latest(one.p50))}</td>
                <td>{say(latest(one.p95))}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const latest = (values: SeriesView["p95"]) => values?.findLast((value) => value !== null);

const labelOf = ({ attributes }: SeriesView): string => {
  const values = Object.values(attributes).filter((value) => value !== "");
  return values.length === 0 ? "all" : values.join(" · ");
};

function valueText(value: number | null | undefined, unit: string, perSecond: boolean): string {
  if (value === null || value === undefined) return "–";
  if (unit === "s" && !perSecond) return durationText(value * 1_000);
  const text = value.toLocaleString(undefined, { maximumSignificantDigits: 3 });
  return perSecond ? `${text}/s` : text;
}
