import type { ActivityAnswer } from "../../../../platform/admin/shapes.ts";
import { durationText, href, Link, type Tone } from "../../kit/index.ts";

/** The numbers that somebody on call looks at first. */
export function Figures({ activity }: { readonly activity: ActivityAnswer }) {
  const { messages, outcomes, feeds, parked, letters, processes } = activity;
  const sum = (items: readonly { readonly count: number }[]) => items.reduce((all, { count }) => all + count, 0);
  const kind = (one: string) => sum(messages.filter((message) => message.kind === one));
  const status = (one: string) => sum(outcomes.filter((outcome) => outcome.status === one));
  const waiting = feeds.reduce((all, feed) => all + feed.waiting, 0);
  const lag = Math.max(0, ...feeds.map(({ seconds }) => seconds));
  const streams = parked.reduce((all, one) => all + one.streams, 0);
  const open = letters.reduce((all, one) => all + one.open, 0);
  const running = sum(processes.filter((one) => /running|pending|suspended/i.test(one.status)));
  const oldest = parked.flatMap(({ oldest: at }) => (at === undefined ? [] : [Date.parse(at)])).sort()[0];
  const figures: readonly Figure[] = [
    {
      label: "Commands",
      value: kind("command"),
      to: href("/messages", { kind: "command" }),
      note: "last minute",
    },
    { label: "Events", value: kind("event"), to: href("/messages", { kind: "event" }), note: "last minute" },
    {
      label: "Notifications",
      value: kind("notification"),
      to: href("/messages", { kind: "notification" }),
      note: "last minute",
    },
    {
      label: "Rejected",
      value: status("rejected"),
      to: href("/messages", { status: "rejected" }),
      tone: "warn",
      note: "last minute",
    },
    {
      label: "Failed",
      value: status("failed"),
      to: href("/messages", { status: "failed" }),
      tone: "bad",
      note: "last minute",
    },
    {
      label: "Waiting",
      value: waiting,
      tone: lag > 30 ? "warn" : "plain",
      note: waiting > 0 ? `the oldest ${durationText(lag * 1_000, 1)}` : "in the feeds",
    },
    {
      label: "Parked streams",
      value: streams,
      to: href("/streams", { parked: "true" }),
      tone: "bad",
      note: oldest === undefined ? "none" : `since ${durationText(Date.parse(activity.until) - oldest, 1)}`,
    },
    {
      label: "Dead letters",
      value: open,
      to: "/dead-letters",
      tone: "bad",
      note: open > 0 ? "wait for somebody" : "none",
    },
    { label: "Processes", value: running, to: "/processes", note: "under way" },
  ];
  return (
    <ul class="figures" aria-label="Figures">
      {figures.map((figure) => (
        <li key={figure.label} class={`card ${figure.value > 0 ? (figure.tone ?? "plain") : "plain"}`}>
          <span class="label">
            {figure.to === undefined ? figure.label : <Link to={figure.to}>{figure.label}</Link>}
          </span>
          <span class="value">{figure.value.toLocaleString()}</span>
          <span class="note">{figure.note}</span>
        </li>
      ))}
    </ul>
  );
}

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly note: string;
  readonly to?: string;
  readonly tone?: Tone;
}
