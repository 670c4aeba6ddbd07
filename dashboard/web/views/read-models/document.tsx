import type { DocumentAnswer } from "../../../../platform/admin/shapes.ts";
import { DiffView } from "../../json/diff-view.tsx";
import {
  Badge,
  Copy,
  Heading,
  Json,
  Link,
  path,
  Show,
  Tabs,
  useGet,
  useQuery,
  type View,
  type ViewProps,
} from "../../kit/index.ts";

function Document({ params: { name = "" } }: ViewProps) {
  const [partition] = useQuery("partition");
  const [id] = useQuery("id");
  const document = useGet<DocumentAnswer>(path`/api/admin/read-models/${name}/document`, { partition, id });
  return (
    <>
      <Heading title={`${name}: ${id}`}>
        <button type="button" class="plain" onClick={document.reload}>
          Fold again
        </button>
        <Link to={path`/read-models/${name}`}>All of {name}</Link>
      </Heading>
      <Show of={document}>{(answer) => <Compared name={name} answer={answer} />}</Show>
    </>
  );
}

function Compared({ name, answer }: { readonly name: string; readonly answer: DocumentAnswer }) {
  const { stored, fresh, same, differences, seen, error, folded } = answer;
  const [tab, setTab] = useQuery("tab");
  const marks = new Set(differences);
  return (
    <>
      <div class={same ? "card" : "problem"}>
        <div class="row">
          <Badge tone={same ? "good" : "bad"}>{same ? "same" : "differs"}</Badge>
          <strong>{verdict(answer)}</strong>
        </div>
        {error !== undefined && <p>{error}</p>}
        {!same && <Rebuild name={name} />}
        {folded === "seen" && (
          <p class="muted small">
            Folded were the streams that the document has seen. Whether another belongs to it, too, only{" "}
            <code>GET /api/admin/verify</code> knows, which reads all events.
          </p>
        )}
      </div>
      <Tabs
        label="The document"
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: "compare",
            label: "Stored beside the fold",
            content: () => (
              <DiffView
                before={stored ?? undefined}
                after={fresh ?? undefined}
                label="The stored document and a fresh fold of the events"
                names={["stored", "fresh fold of the events"]}
              />
            ),
          },
          {
            id: "stored",
            label: "Stored",
            content: () => <Json value={stored} label="Stored document" marks={marks} />,
          },
          {
            id: "fresh",
            label: "Fold",
            content: () => <Json value={fresh} label="Fresh fold of the events" marks={marks} />,
          },
          { id: "seen", label: "Versions seen", content: () => <Seen of={seen} /> },
        ]}
      />
    </>
  );
}

function verdict({ stored, fresh, same, error }: DocumentAnswer): string {
  if (error !== undefined) return "Its events cannot be folded.";
  if (same) return "The stored document is what its events say.";
  if (stored === null) return "There is no document, though events account for one.";
  if (fresh === null) return "No event accounts for this document.";
  return "The stored document is not what its events say.";
}

function Rebuild({ name }: { readonly name: string }) {
  const command = `npm run rebuild -- --only ${name}`;
  return (
    <div class="stack">
      <p>
        Events that came a moment ago may still be under way: fold again. If it stays so, look whether the stream is
        parked for <Link to={`/dead-letters?handler=projection-${encodeURIComponent(name)}`}>projection-{name}</Link>,
        or put the read model right while the app goes on:
      </p>
      <p class="row">
        <code>{command}</code> <Copy text={command} label="command" />
      </p>
    </div>
  );
}

function Seen({ of }: { readonly of: Readonly<Record<string, number>> }) {
  const entries = Object.entries(of);
  if (entries.length === 0) return <p class="muted">It has seen no stream.</p>;
  return (
    <ul class="stack">
      {entries.map(([partition, version]) => {
        const [stream = "", id = ""] = [
          partition.slice(0, partition.indexOf("/")),
          partition.slice(partition.indexOf("/") + 1),
        ];
        return (
          <li key={partition}>
            <Link to={`${path`/streams/${stream}/${id}`}?version=${version}`}>{partition}</Link> up to version {version}
          </li>
        );
      })}
    </ul>
  );
}

/** A stored document beside a fresh fold of the events. */
export const document: View = { path: "/read-models/:name/document", title: "Document", View: Document };
