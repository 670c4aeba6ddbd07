import {
  Badge,
  CheckField,
  type Column,
  Empty,
  Heading,
  Link,
  navigate,
  path,
  SelectField,
  Show,
  TextField,
  Time,
  type Tone,
  useGet,
  useQuery,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import { filtered, handlersOf, nameOf, stateOf } from "./letters.ts";
import type { LetterLine } from "./shapes.ts";
import "../streams/streams.css";

const addressOf = ({ id }: LetterLine) => path`/dead-letters/${id}`;

const tones: Readonly<Record<string, Tone>> = { redriven: "good", discarded: "plain", retrying: "accent" };

/** How a letter stands, as a coloured word. */
export function LetterState({ of }: { readonly of: Pick<LetterLine, "closed" | "retryAt" | "parks"> }) {
  const word = stateOf(of);
  return <Badge tone={tones[word] ?? "bad"}>{word}</Badge>;
}

const columns: readonly Column<LetterLine>[] = [
  {
    id: "message",
    title: "Message",
    width: "11rem",
    cell: (row) => <Link to={addressOf(row)}>{nameOf(row.type) || row.id}</Link>,
  },
  { id: "error", title: "Why", wide: true, cell: ({ error }) => <span title={error}>{error}</span> },
  { id: "stream", title: "Stream", width: "20rem", wide: true, cell: ({ stream }) => <span class="id">{stream}</span> },
  { id: "handler", title: "Handler", width: "11rem", wide: true, cell: ({ handler }) => handler },
  { id: "state", title: "State", width: "9.8rem", cell: (row) => <LetterState of={row} /> },
  {
    id: "last",
    title: "Last try",
    width: "8rem",
    wide: true,
    cell: ({ last }) => (last === "" ? null : <Time at={last} relative />),
  },
];

const counted = (count: number) => (count === 1 ? "1 letter" : `${count.toLocaleString()} letters`);

function DeadLetters() {
  const [text, setText] = useQuery("text");
  const [handler, setHandler] = useQuery("handler");
  const [all, setAll] = useQuery("all");
  const letters = useGet<{ readonly items: readonly LetterLine[] }>(
    "/api/admin/dead-letters",
    { all: all === "true" },
    5_000,
  );
  return (
    <>
      <Heading title="Dead letters">
        <button type="button" class="plain" onClick={letters.reload}>
          Look again
        </button>
      </Heading>
      <Show of={letters}>
        {({ items }) => {
          const rows = filtered(items, { text, handler });
          const handlers = handlersOf(items);
          return (
            <>
              <search class="filters find-first">
                <TextField
                  label="Find"
                  value={text}
                  onInput={setText}
                  settle={150}
                  type="search"
                  placeholder="account number, error, id …"
                />
                <SelectField
                  label="Handler"
                  value={handler}
                  onInput={setHandler}
                  options={[
                    ["", "any"],
                    ...handlers.map(([name, count]) => [name, `${name} (${count})`] as const),
                    ...(handler !== "" && !handlers.some(([name]) => name === handler) ? [handler] : []),
                  ]}
                />
                <CheckField
                  label="Also those that are done"
                  value={all === "true"}
                  onInput={(on) => setAll(on ? "true" : undefined)}
                />
              </search>
              <p class="muted small" role="status">
                {rows.length === items.length
                  ? counted(items.length)
                  : `${rows.length.toLocaleString()} of ${counted(items.length)}`}
              </p>
              {rows.length === 0 ? (
                <Empty title={items.length === 0 ? "There are no dead letters." : "No letter has that in it."}>
                  {items.length === 0
                    ? "What a handler cannot handle, after all its tries, comes here."
                    : "Take a filter away to see others."}
                </Empty>
              ) : (
                <div class="fill">
                  <VirtualTable
                    caption="Dead letters"
                    columns={columns}
                    rows={rows}
                    keyOf={({ id }) => id}
                    onOpen={(row) => navigate(addressOf(row))}
                  />
                </div>
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

/** Finds dead letters. */
export const deadLetters: View = {
  path: "/dead-letters",
  title: "Dead letters",
  key: "d",
  group: "Act",
  View: DeadLetters,
};
