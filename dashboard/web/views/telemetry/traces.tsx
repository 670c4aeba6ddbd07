import type { TraceSummary } from "../../../shapes.ts";
import {
  Badge,
  CheckField,
  type Column,
  Duration,
  Empty,
  Heading,
  Link,
  Loading,
  navigate,
  Problem,
  path,
  TextField,
  Time,
  usePages,
  useQuery,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import { NoTelemetry } from "./no-telemetry.tsx";

const columns: readonly Column<TraceSummary>[] = [
  {
    id: "name",
    title: "Begins with",
    cell: ({ trace, name }) => (
      <Link class="name" to={path`/traces/${trace}`}>
        {name}
      </Link>
    ),
  },
  { id: "trace", title: "Trace", width: "19rem", wide: true, cell: ({ trace }) => <code class="id">{trace}</code> },
  {
    id: "failed",
    title: "",
    width: "6rem",
    cell: ({ failed }) => failed > 0 && <Badge tone="bad">{failed} failed</Badge>,
  },
  { id: "spans", title: "Spans", width: "5rem", align: "end", wide: true, cell: ({ spans }) => spans.toLocaleString() },
  { id: "duration", title: "Took", width: "6.5rem", align: "end", cell: ({ duration }) => <Duration ms={duration} /> },
  { id: "start", title: "Began", width: "9rem", align: "end", wide: true, cell: ({ start }) => <Time at={start} /> },
];

function Traces() {
  const [text, setText] = useQuery("text");
  const [failed, setFailed] = useQuery("failed");
  const [slower, setSlower] = useQuery("slower");
  const pages = usePages<TraceSummary>("/dashboard/traces", { text, failed, slower, limit: 50 });
  const isAsked = text !== "" || failed !== "" || slower !== "";
  return (
    <>
      <Heading title="Traces">
        <button type="button" class="plain" onClick={pages.reload}>
          Refresh
        </button>
      </Heading>
      <search class="filters">
        <TextField
          label="Name of a span, message id, handler"
          type="search"
          value={text}
          settle={400}
          onInput={(value) => setText(value.trim())}
        />
        <TextField label="A span slower than, ms" type="number" value={slower} settle={400} onInput={setSlower} />
        <CheckField
          label="With failures"
          value={failed === "true"}
          onInput={(on) => setFailed(on ? "true" : undefined)}
        />
      </search>
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      {pages.items.length > 0 ? (
        <VirtualTable
          caption="Traces, newest first"
          columns={columns}
          rows={pages.items}
          keyOf={({ trace }) => trace}
          onOpen={({ trace }) => navigate(path`/traces/${trace}`)}
          more={pages.more}
          onMore={pages.loadMore}
        />
      ) : pages.loading ? (
        <Loading />
      ) : isAsked ? (
        <Empty title="No trace is like this." />
      ) : (
        <NoTelemetry what="traces" />
      )}
    </>
  );
}

/** The search for traces. */
export const traces: View = { path: "/traces", title: "Traces", key: "t", group: "Telemetry", View: Traces };
