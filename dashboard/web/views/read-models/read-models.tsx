import type { DocumentsAnswer, ReadModelsAnswer } from "../../../../platform/admin/shapes.ts";
import {
  type Column,
  Empty,
  Heading,
  href,
  Link,
  navigate,
  Problem,
  path,
  Show,
  Table,
  TextField,
  useGet,
  usePages,
  useQuery,
  type View,
  type ViewProps,
  VirtualTable,
} from "../../kit/index.ts";
import "../streams/streams.css";

type Model = ReadModelsAnswer["items"][number];
type Row = DocumentsAnswer["items"][number];

const columns: readonly Column<Model>[] = [
  { id: "name", title: "Read model", cell: ({ name }) => <Link to={path`/read-models/${name}`}>{name}</Link> },
  { id: "per", title: "A document for each", wide: true, cell: ({ per }) => perWords(per) },
  { id: "events", title: "Folds", cell: ({ events }) => <span class="muted">{events.join(", ")}</span> },
];

/** What a document stands for, in words. */
export const perWords = (per: string): string => (per === "stream" || per === "event" ? per : `value of ${per}`);

function ReadModels() {
  const models = useGet<ReadModelsAnswer>("/api/admin/read-models");
  return (
    <>
      <Heading title="Read models" />
      <Show of={models}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="The contract has no read models." />
          ) : (
            <Table
              caption="Read models"
              columns={columns}
              rows={items}
              keyOf={({ name }) => name}
              onOpen={({ name }) => navigate(path`/read-models/${name}`)}
            />
          )
        }
      </Show>
    </>
  );
}

function Documents({ params: { name = "" } }: ViewProps) {
  const [partition, setPartition] = useQuery("partition");
  const base = path`/api/admin/read-models/${name}`;
  const pages = usePages<Row>(base, { partition, limit: 100 });
  const addressOf = (row: Row) => href(path`/read-models/${name}/document`, { partition: row.partition, id: row.id });
  const documents: readonly Column<Row>[] = [
    { id: "id", title: "Document", width: "22rem", cell: (row) => <Link to={addressOf(row)}>{row.id}</Link> },
    {
      id: "partition",
      title: "Partition",
      width: "18rem",
      wide: true,
      cell: (row) => <span class="id">{row.partition}</span>,
    },
    {
      id: "data",
      title: "Data",
      wide: true,
      cell: ({ data }) => <code class="muted">{JSON.stringify(data)?.slice(0, 300)}</code>,
    },
  ];
  return (
    <>
      <Heading title={`Read model ${name}`}>
        <Link to="/read-models">All read models</Link>
      </Heading>
      <search class="filters">
        <TextField
          label="Partition"
          value={partition}
          onInput={(text) => setPartition(text.trim())}
          settle={250}
          type="search"
          hint="All of it, such as an account's id"
        />
      </search>
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      {pages.items.length === 0 && !pages.loading && !pages.more && pages.error === undefined ? (
        <Empty title="There are no documents.">
          {partition === "" ? "They come with the first events." : "Take the filter away to see others."}
        </Empty>
      ) : (
        <div class="fill">
          <VirtualTable
            caption={`Documents of ${name}`}
            columns={documents}
            rows={pages.items}
            keyOf={(row) => `${row.partition} ${row.id}`}
            onOpen={(row) => navigate(addressOf(row))}
            more={pages.more}
            onMore={pages.loadMore}
          />
        </div>
      )}
    </>
  );
}

/** All read models. */
export const readModels: View = {
  path: "/read-models",
  title: "Read models",
  key: "r",
  group: "State",
  View: ReadModels,
};
/** The documents of one. */
export const documents: View = { path: "/read-models/:name", title: "Documents", View: Documents };
