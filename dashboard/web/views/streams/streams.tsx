import type { StreamSummary } from "../../../../platform/admin/shapes.ts";
import { isObject, type Json, valueAt } from "../../json/pointer.ts";
import {
  Badge,
  CheckField,
  type Column,
  Empty,
  Heading,
  Link,
  navigate,
  Problem,
  path,
  SelectField,
  TextField,
  Time,
  useGet,
  usePages,
  useQuery,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import "./streams.css";

const addressOf = ({ stream, streamid }: StreamSummary) => path`/streams/${stream}/${streamid}`;

const columns: readonly Column<StreamSummary>[] = [
  {
    id: "id",
    title: "Stream",
    cell: (row) => (
      <Link to={addressOf(row)} title={`${row.stream}/${row.streamid}`}>
        {row.stream}/{row.streamid}
      </Link>
    ),
  },
  { id: "version", title: "Version", align: "end", width: "5.5rem", cell: ({ version }) => version.toLocaleString() },
  {
    id: "last",
    title: "Newest event",
    width: "14rem",
    wide: true,
    cell: ({ last }) => last?.name ?? <span class="muted">none</span>,
  },
  { id: "time", title: "When", width: "13.5rem", wide: true, cell: ({ last }) => last && <Time at={last.time} /> },
  {
    id: "parked",
    title: "Parked for",
    width: "14rem",
    cell: ({ parked }) =>
      parked.map((handler) => (
        <Badge key={handler} tone="bad">
          {handler}
        </Badge>
      )),
  },
];

/** Names of streams in the contract, as its published document has them. */
export function streamNames(document: Json): readonly string[] {
  const streams = valueAt(document, "/x-eventwright/streams");
  return isObject(streams) ? Object.keys(streams) : [];
}

function Streams() {
  const [stream, setStream] = useQuery("stream");
  const [prefix, setPrefix] = useQuery("prefix");
  const [parked, setParked] = useQuery("parked");
  const contract = useGet<Json>("/api/asyncapi.json");
  const pages = usePages<StreamSummary>("/api/admin/streams", { stream, prefix, parked, limit: 100 });
  const names = streamNames(contract.data);
  return (
    <>
      <Heading title="Streams" />
      <search class="filters">
        <SelectField
          label="Name"
          value={stream}
          onInput={setStream}
          options={[["", "any"], ...new Set([...names, ...(stream === "" ? [] : [stream])])]}
        />
        <TextField
          label="Id begins with"
          value={prefix}
          onInput={(text) => setPrefix(text.trim())}
          settle={250}
          type="search"
        />
        <CheckField
          label="Only parked ones"
          value={parked === "true"}
          onInput={(on) => setParked(on ? "true" : undefined)}
        />
      </search>
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      {pages.items.length === 0 && !pages.loading && !pages.more && pages.error === undefined ? (
        <Empty title={parked === "true" ? "No stream is parked." : "There is no such stream."}>
          {prefix === "" && stream === "" && parked === ""
            ? "A stream begins with its first event."
            : "Take a filter away to see others."}
        </Empty>
      ) : (
        <div class="fill">
          <VirtualTable
            caption="Streams"
            columns={columns}
            rows={pages.items}
            keyOf={addressOf}
            onOpen={(row) => navigate(addressOf(row))}
            more={pages.more}
            onMore={pages.loadMore}
          />
        </div>
      )}
    </>
  );
}

/** Finds streams. */
export const streams: View = { path: "/streams", title: "Streams", key: "s", group: "State", View: Streams };
