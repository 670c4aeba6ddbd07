import { useMemo, useState } from "preact/hooks";
import type { StoryAnswer } from "../../../../platform/admin/shapes.ts";
import type { SpansAnswer, SpanView } from "../../../shapes.ts";
import {
  Badge,
  CheckField,
  Copy,
  Empty,
  Heading,
  href,
  Link,
  path,
  Show,
  SpanDetail,
  Status,
  Time,
  useGet,
  useKeys,
  useQuery,
  type View,
  type ViewProps,
  Waterfall,
} from "../../kit/index.ts";
import { MessageDetail } from "../messages/detail.tsx";
import { Failures } from "./failures.tsx";
import { storyRows, tracesOf } from "./story-rows.ts";
import { Timeline } from "./timeline.tsx";
import "./story.css";

function Story({ params: { correlationId = "" } }: ViewProps) {
  // A story that is under way goes on while somebody looks.
  const story = useGet<StoryAnswer>(path`/api/admin/stories/${correlationId}`, {}, 3_000);
  const first = story.data?.entries[0];
  return (
    <>
      <Heading title={first === undefined ? "Story" : `Story of ${first.name}`}>
        <code class="id">{correlationId}</code>
        <Copy text={correlationId} label="correlation id" />
        <Link class="button" to={href("/messages", { correlation: correlationId })}>
          As a list
        </Link>
      </Heading>
      <Show of={story}>{(answer) => <Told story={answer} />}</Show>
    </>
  );
}

function Told({ story }: { readonly story: StoryAnswer }) {
  const { entries, processes, correlationid, truncated } = story;
  const traces = tracesOf(entries);
  const spans = useGet<SpansAnswer>("/dashboard/spans", { correlation: correlationid, trace: traces.join(",") }, 3_000);
  const [selected, select] = useQuery("message");
  const [fold, setFold] = useState(true);
  const [span, setSpan] = useState<SpanView | undefined>();
  const items = spans.data?.items;
  const rows = useMemo(() => storyRows(entries, items ?? []), [entries, items]);
  const at = rows.findIndex(({ entry }) => entry.id === selected);
  const go = (to: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (next !== undefined) choose(next.entry.id);
  };
  const choose = (id: string | undefined) => {
    setSpan(undefined);
    select(id);
  };
  useKeys({ j: () => go(at + 1), k: () => go(at < 0 ? 0 : at - 1), Escape: () => choose(undefined) });
  const chosen = rows[at]?.entry;
  const isOpen = span !== undefined || selected !== "";
  return (
    <>
      <Summary story={story} />
      <div class={isOpen ? "split with-detail" : "split"}>
        <div class="list">
          <div class="row small">
            <CheckField label="Shorten waits" value={fold} onInput={setFold} />
            <span class="muted">
              {entries.length} messages{truncated && ", the first ones of more"}
            </span>
          </div>
          <Timeline rows={rows} fold={fold} selected={selected} onSelect={choose} />
          {processes.length > 0 && (
            <section class="card" aria-label="Processes">
              <h2>Processes</h2>
              <ul class="story-processes">
                {processes.map(({ instanceId, process, version, status, created, letter }) => (
                  <li key={instanceId} class="row">
                    <Link to={path`/processes/${instanceId}`}>{process}</Link>
                    <Badge>v{version}</Badge>
                    <Status of={status} />
                    {letter !== undefined && <Link to={path`/dead-letters/${letter}`}>dead letter</Link>}
                    <span class="muted small">
                      since <Time at={created} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <h2>Spans</h2>
          {items !== undefined && items.length > 0 ? (
            <Waterfall
              spans={items}
              own={traces}
              {...(span !== undefined && { selected: span.span })}
              onSelect={(one) => {
                select(undefined);
                setSpan(one);
              }}
            />
          ) : (
            <Empty title="No spans of it are here.">
              They are sent to this dashboard by an app whose OTEL_EXPORTER_OTLP_ENDPOINT names it, as npm start does.
            </Empty>
          )}
        </div>
        {isOpen && (
          <aside class="card detail" aria-label={span === undefined ? "The chosen message" : "The chosen span"}>
            <button type="button" class="quiet close" aria-label="Close" onClick={() => choose(undefined)}>
              ✕
            </button>
            {span !== undefined ? (
              <SpanDetail span={span} />
            ) : (
              <>
                {chosen !== undefined && chosen.failures.length > 0 && <Failures of={chosen.failures} />}
                <MessageDetail id={selected} withStory={false} />
              </>
            )}
          </aside>
        )}
      </div>
    </>
  );
}

/** How it stands, in a line. */
function Summary({ story: { entries } }: { readonly story: StoryAnswer }) {
  const first = entries[0];
  const last = entries.at(-1);
  const count = (status: string) => entries.filter((entry) => entry.status === status).length;
  const waiting = entries.filter(({ kind, status }) => kind === "command" && status === "accepted").length;
  const letters = entries.reduce(
    (sum, { failures }) => sum + failures.filter(({ closed }) => closed === undefined).length,
    0,
  );
  return (
    <p class="row">
      {first !== undefined && (
        <span class="muted">
          Begun <Time at={first.time} />
          {last !== undefined && last !== first && (
            <>
              , last message <Time at={last.time} />
            </>
          )}
        </span>
      )}
      {(["succeeded", "rejected", "failed"] as const).map(
        (status) =>
          count(status) > 0 && (
            <span key={status}>
              {count(status)} <Status of={status} />
            </span>
          ),
      )}
      {waiting > 0 && (
        <span>
          {waiting} <Badge tone="accent">under way</Badge>
        </span>
      )}
      {letters > 0 && (
        <Badge tone="bad">
          {letters} {letters === 1 ? "dead letter" : "dead letters"}
        </Badge>
      )}
    </p>
  );
}

/** What one request set off. */
export const story: View = { path: "/stories/:correlationId", title: "Story", View: Story };
