import type { StreamAnswer, StreamEvent } from "../../../../platform/admin/shapes.ts";
import {
  Badge,
  type Column,
  Empty,
  Heading,
  href,
  Link,
  Problem,
  path,
  Show,
  useGet,
  useKeys,
  usePages,
  useQuery,
  type View,
  type ViewProps,
  VirtualTable,
} from "../../kit/index.ts";
import { Parked } from "./parked.tsx";
import { Step } from "./step.tsx";
import { versionIn } from "./windows.ts";
import "./streams.css";

function Stream({ params: { stream = "", id = "" } }: ViewProps) {
  const base = path`/api/admin/streams/${stream}/${id}`;
  // One event is enough for what is known of the stream as a whole.
  const head = useGet<StreamAnswer>(base, { limit: 1 }, 5_000);
  return (
    <>
      <Heading
        title={
          <span class="id-title">
            {stream}/{id}
          </span>
        }
      >
        <Link to={href("/messages", { stream, streamid: id })}>Its messages</Link>
      </Heading>
      <Show of={head}>{(answer) => <Whole answer={answer} base={base} />}</Show>
    </>
  );
}

function Whole({ answer, base }: { readonly answer: StreamAnswer; readonly base: string }) {
  const { version: newest, parked, stream, streamid } = answer;
  const [text, set] = useQuery("version");
  const version = versionIn(text, newest);
  const go = (to: number) => set(to >= newest ? undefined : String(Math.max(0, to)));
  useKeys({ j: () => go(version + 1), k: () => go(version - 1), Home: () => go(0), End: () => go(newest) });
  if (newest === 0) {
    return (
      <>
        <Parked of={parked} />
        <Empty title="It has no events.">Every command of it was refused, failed, or is still to come.</Empty>
      </>
    );
  }
  return (
    <>
      <Parked of={parked} />
      <div class="stream-detail">
        <Events base={base} newest={newest} version={version} onGo={go} />
        <div class="stack">
          <div class="slider card">
            <label for="version">Version</label>
            <input
              id="version"
              type="range"
              min={0}
              max={newest}
              value={version}
              aria-valuetext={version === 0 ? "before the first event" : `version ${version} of ${newest}`}
              onInput={(event) => go(Number(event.currentTarget.value))}
            />
            <output for="version">
              {version} of {newest}
            </output>
            <span class="row">
              <button
                type="button"
                class="plain"
                aria-label="Version before"
                disabled={version === 0}
                onClick={() => go(version - 1)}
              >
                ‹
              </button>
              <button
                type="button"
                class="plain"
                aria-label="Version after"
                disabled={version === newest}
                onClick={() => go(version + 1)}
              >
                ›
              </button>
            </span>
          </div>
          <Step stream={stream} id={streamid} version={version} />
        </div>
      </div>
    </>
  );
}

function Events({
  base,
  newest,
  version,
  onGo,
}: {
  readonly base: string;
  readonly newest: number;
  readonly version: number;
  readonly onGo: (version: number) => void;
}) {
  // What a version is has been decided: it is asked for again only when there are more.
  const pages = usePages<StreamEvent>(base, { limit: 200 });
  const columns: readonly Column<StreamEvent>[] = [
    { id: "version", title: "No.", align: "end", width: "3.2rem", cell: (row) => row.version.toLocaleString() },
    {
      id: "name",
      title: "Event",
      cell: (row) => (
        <button
          type="button"
          class="quiet"
          aria-current={row.version === version ? "true" : undefined}
          onClick={() => onGo(row.version)}
        >
          {row.name}
        </button>
      ),
    },
    {
      id: "marks",
      title: "Stored",
      width: "4.6rem",
      cell: ({ envelope, upcast, upcastError }) =>
        upcastError !== undefined ? (
          <Badge tone="bad" title={upcastError}>
            no upcast
          </Badge>
        ) : (
          upcast !== undefined && (
            <Badge tone="warn" title="Stored in an earlier version; code sees the newest">
              {versionOf(envelope.type)} ↑
            </Badge>
          )
        ),
    },
  ];
  return (
    <div class="events">
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      <VirtualTable
        caption="Events of the stream"
        columns={columns}
        rows={pages.items}
        keyOf={(row) => String(row.version)}
        isSelected={(row) => row.version === version}
        onOpen={(row) => onGo(row.version)}
        more={pages.more}
        onMore={pages.loadMore}
      />
      {newest > (pages.items.at(-1)?.version ?? newest) && !pages.more && (
        <button type="button" class="plain" onClick={pages.reload}>
          Show newer events
        </button>
      )}
    </div>
  );
}

/** The version at the end of a type, such as `v1`. */
export const versionOf = (type: string): string => type.slice(type.lastIndexOf(".") + 1);

/** One stream: its events, and its state at each version. */
export const stream: View = { path: "/streams/:stream/:id", title: "Stream", View: Stream };
