import type { ActivityAnswer, ProcessSummary } from "../../../../platform/admin/shapes.ts";
import {
  Badge,
  type Column,
  Empty,
  Heading,
  Link,
  navigate,
  Problem,
  path,
  SelectField,
  Status,
  Time,
  useGet,
  usePages,
  useQuery,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import { progressOf, progressWords } from "./timeline.ts";
import "../streams/streams.css";

const addressOf = ({ instanceId }: ProcessSummary) => path`/processes/${instanceId}`;

const columns: readonly Column<ProcessSummary>[] = [
  { id: "id", title: "Instance", cell: (row) => <Link to={addressOf(row)}>{row.instanceId}</Link> },
  { id: "status", title: "State", width: "9rem", cell: ({ status }) => <Status of={status.toLowerCase()} /> },
  {
    id: "process",
    title: "Process",
    width: "9rem",
    wide: true,
    cell: ({ process, version }) => `${process}${version > 1 ? ` v${version}` : ""}`,
  },
  { id: "now", title: "What it does", wide: true, cell: (row) => <Now of={row} /> },
  { id: "created", title: "Began", width: "8rem", cell: ({ created }) => <Time at={created} relative /> },
];

function Now({ of: { progress, letter } }: { readonly of: ProcessSummary }) {
  const found = progressOf(progress);
  if (letter !== undefined) return <Link to={path`/dead-letters/${letter}`}>its letter</Link>;
  if (found === undefined) return null;
  return (
    <>
      {progressWords(found)}
      {found.until !== undefined && (
        <>
          {" "}
          until <Time at={found.until} />
        </>
      )}
    </>
  );
}

/** States as the API names them. */
const states = ["Running", "Pending", "Suspended", "Completed", "Failed", "Terminated"] as const;

function Processes() {
  const [process, setProcess] = useQuery("process");
  const [status, setStatus] = useQuery("status");
  const pages = usePages<ProcessSummary>("/api/admin/processes", { process, status, limit: 100 });
  const activity = useGet<ActivityAnswer>("/api/admin/activity", { seconds: 60 }, 5_000);
  const counts = activity.data?.processes ?? [];
  const names = [
    ...new Set([
      ...counts.map((one) => one.process),
      ...pages.items.map((one) => one.process),
      ...(process === "" ? [] : [process]),
    ]),
  ];
  return (
    <>
      <Heading title="Processes">
        <button type="button" class="plain" onClick={pages.reload}>
          Look again
        </button>
      </Heading>
      {counts.length > 0 && (
        <ul class="row" aria-label="Instances by state">
          {counts.map((one) => (
            <li key={`${one.process} ${one.status}`}>
              <Badge>
                {one.process}: {one.count.toLocaleString()} {one.status.toLowerCase()}
                {one.oldest !== undefined && (
                  <>
                    , oldest <Time at={one.oldest} relative />
                  </>
                )}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <search class="filters">
        <SelectField label="Process" value={process} onInput={setProcess} options={[["", "any"], ...names]} />
        <SelectField
          label="State"
          value={status}
          onInput={setStatus}
          options={[["", "any"], ...states.map((one) => [one, one.toLowerCase()] as const)]}
        />
      </search>
      {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
      {pages.items.length === 0 && !pages.loading && !pages.more && pages.error === undefined ? (
        <Empty title="There is no such instance.">An instance begins with the event that starts its process.</Empty>
      ) : (
        <div class="fill">
          <VirtualTable
            caption="Instances of processes"
            columns={columns}
            rows={pages.items}
            keyOf={({ instanceId }) => instanceId}
            onOpen={(row) => navigate(addressOf(row))}
            more={pages.more}
            onMore={pages.loadMore}
          />
        </div>
      )}
    </>
  );
}

/** Finds instances of processes. */
export const processes: View = { path: "/processes", title: "Processes", key: "p", group: "State", View: Processes };
