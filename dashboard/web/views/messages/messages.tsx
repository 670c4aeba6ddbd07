import type { MessageSummary } from "../../../../platform/admin/shapes.ts";
import {
  Badge,
  CheckField,
  type Column,
  Empty,
  Heading,
  href,
  Link,
  Loading,
  Problem,
  Status,
  setQuery,
  shortId,
  Time,
  useEvery,
  useKeys,
  useLocation,
  usePages,
  useQuery,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import { MessageDetail } from "./detail.tsx";
import { Filters, filtersOf } from "./filters.tsx";
import "./messages.css";

const columns: readonly Column<MessageSummary>[] = [
  {
    id: "name",
    title: "Message",
    cell: (message) => (
      <Link to={chosen(message.id)} class="name">
        {message.name}
      </Link>
    ),
  },
  { id: "kind", title: "Kind", width: "8.5rem", wide: true, cell: ({ kind }) => <Status of={kind} /> },
  {
    id: "where",
    title: "Stream or recipient",
    wide: true,
    cell: ({ stream, streamid, streamversion, recipient }) => (
      <code class="id" title={streamid ?? recipient}>
        {stream === undefined ? recipient : `${stream}/${shortId(streamid ?? "")}`}
        {streamversion !== undefined && ` @${streamversion}`}
      </code>
    ),
  },
  {
    id: "status",
    title: "Status",
    width: "8.5rem",
    cell: ({ status, reason, letters }) => (
      <>
        {status !== undefined && <Status of={status} {...(reason !== undefined && { title: reason })} />}
        {letters.length > 0 && status !== "failed" && <Badge tone="bad">dead letter</Badge>}
      </>
    ),
  },
  { id: "time", title: "Time", width: "9rem", align: "end", wide: true, cell: ({ time }) => <Time at={time} /> },
];

/** The address with another message chosen. */
function chosen(message: string): string {
  const all = Object.fromEntries(new URLSearchParams(location.search));
  return href(location.pathname, { ...all, message });
}

const pageSize = 100;

function Messages() {
  const { query } = useLocation();
  const [selected, select] = useQuery("message");
  const [live, setLive] = useQuery("live");
  const { text, ...filters } = filtersOf(query);
  const pages = usePages<MessageSummary>("/api/admin/messages", {
    ...filters,
    ...(text.length >= 3 && { text }),
    limit: pageSize,
  });
  // Whoever has gone further back reads, and does not want the list to move.
  useEvery(live === "true" && pages.items.length <= pageSize ? 2_000 : undefined, pages.reload);
  const at = pages.items.findIndex(({ id }) => id === selected);
  const go = (to: number) => {
    const next = pages.items[Math.max(0, Math.min(pages.items.length - 1, to))];
    if (next !== undefined) select(next.id);
  };
  useKeys({ j: () => go(at + 1), k: () => go(at < 0 ? 0 : at - 1), Escape: () => select(undefined) });
  return (
    <>
      <Heading title="Messages">
        <CheckField label="Live" value={live === "true"} onInput={(on) => setLive(on ? "true" : undefined)} />
      </Heading>
      <Filters query={query} />
      <div class={selected === "" ? "split" : "split with-detail"}>
        <div class="list">
          {pages.error !== undefined && <Problem error={pages.error} onRetry={pages.reload} />}
          {pages.items.length > 0 ? (
            <VirtualTable
              caption="Messages, newest first"
              columns={columns}
              rows={pages.items}
              keyOf={({ kind, id }) => `${kind} ${id}`}
              onOpen={({ id }) => select(id)}
              isSelected={({ id }) => id === selected}
              more={pages.more}
              onMore={pages.loadMore}
            />
          ) : pages.loading ? (
            <Loading />
          ) : (
            pages.error === undefined && (
              <Empty title="No message is like this.">
                Texts are looked for in payloads of the last day; ids are found at all times.
              </Empty>
            )
          )}
          {pages.items.length > 0 && pages.more && pages.items.length < pageSize && !pages.loading && (
            <button type="button" class="plain" onClick={pages.loadMore}>
              Look further back
            </button>
          )}
          {pages.items.length > 0 && (
            <p class="muted small" role="status">
              {pages.items.length.toLocaleString()} shown{pages.more ? ", more as you scroll" : ""}
              {pages.loading && " · loading …"}
            </p>
          )}
        </div>
        {selected !== "" && (
          <aside class="card detail" aria-label="The chosen message">
            <button
              type="button"
              class="quiet close"
              aria-label="Close"
              onClick={() => setQuery({ message: undefined })}
            >
              ✕
            </button>
            <MessageDetail id={selected} />
          </aside>
        )}
      </div>
    </>
  );
}

/** The message explorer. */
export const messages: View = { path: "/messages", title: "Messages", key: "m", group: "Messages", View: Messages };
