import { useState } from "preact/hooks";
import type { LogsAnswer, SpansAnswer, SpanView } from "../../../shapes.ts";
import {
  Copy,
  Empty,
  Heading,
  href,
  Link,
  path,
  Show,
  SpanDetail,
  useGet,
  useKeys,
  type View,
  type ViewProps,
  Waterfall,
} from "../../kit/index.ts";
import { LogLines } from "./log-lines.tsx";

function Trace({ params: { trace = "" } }: ViewProps) {
  const spans = useGet<SpansAnswer>("/dashboard/spans", { trace });
  const logs = useGet<LogsAnswer>("/dashboard/logs", { trace, limit: 200 });
  const [span, setSpan] = useState<SpanView | undefined>();
  useKeys({ Escape: () => setSpan(undefined) });
  const story = spans.data?.items.find(
    ({ attributes }) => attributes["messaging.message.conversation_id"] !== undefined,
  );
  const correlation = story?.attributes["messaging.message.conversation_id"];
  return (
    <>
      <Heading title="Trace">
        <code class="id">{trace}</code>
        <Copy text={trace} label="trace id" />
        {typeof correlation === "string" && (
          <Link class="button" to={path`/stories/${correlation}`}>
            Its story
          </Link>
        )}
      </Heading>
      <Show of={spans}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No span of this trace is here.">It may be too old, or was sent elsewhere.</Empty>
          ) : (
            <div class={span === undefined ? "split" : "split with-detail"}>
              <div class="list">
                <Waterfall
                  spans={items}
                  own={[trace]}
                  {...(span !== undefined && { selected: span.span })}
                  onSelect={setSpan}
                />
                <h2>
                  Log lines <Link to={href("/logs", { trace })}>as a list</Link>
                </h2>
                <Show of={logs}>
                  {(found) =>
                    found.items.length === 0 ? <Empty title="None." /> : <LogLines lines={found.items.toReversed()} />
                  }
                </Show>
              </div>
              {span !== undefined && (
                <aside class="card detail" aria-label="The chosen span">
                  <button type="button" class="quiet close" aria-label="Close" onClick={() => setSpan(undefined)}>
                    ✕
                  </button>
                  <SpanDetail span={span} />
                </aside>
              )}
            </div>
          )
        }
      </Show>
    </>
  );
}

/** One trace. */
export const trace: View = { path: "/traces/:trace", title: "Trace", View: Trace };
