import type { Json } from "../../json/pointer.ts";
import {
  Badge,
  type Column,
  Empty,
  Heading,
  Link,
  navigate,
  path,
  Show,
  Table,
  TextField,
  useGet,
  useQuery,
  type View,
} from "../../kit/index.ts";
import { type Sendable, sendables } from "./commands.ts";

const columns: readonly Column<Sendable>[] = [
  {
    id: "name",
    title: "Command",
    cell: ({ name, deprecated }) => (
      <span class="row">
        <Link to={path`/send/${name}`}>{name}</Link>
        {deprecated && <Badge tone="warn">deprecated</Badge>}
      </span>
    ),
  },
  { id: "summary", title: "What it does", cell: ({ summary }) => summary },
  { id: "path", title: "Address", wide: true, cell: (row) => <code>{row.path}</code> },
];

function Send() {
  const [text, setText] = useQuery("text");
  const document = useGet<Json>("/api/openapi.json");
  return (
    <>
      <Heading title="Send a command" />
      <Show of={document}>
        {(openApi) => {
          const all = sendables(openApi);
          const rows = all.filter(({ name, summary }) =>
            `${name} ${summary}`.toLowerCase().includes(text.toLowerCase()),
          );
          return (
            <>
              {all.length > 8 && (
                <search class="filters">
                  <TextField label="Find" value={text} onInput={setText} settle={100} type="search" />
                </search>
              )}
              {rows.length === 0 ? (
                <Empty title="There is no such command." />
              ) : (
                <Table
                  caption="Commands that can be sent"
                  columns={columns}
                  rows={rows}
                  keyOf={({ name }) => name}
                  onOpen={({ name }) => navigate(path`/send/${name}`)}
                />
              )}
              <p class="muted small">
                These are the public commands. Private ones, the steps of processes and reactions, are sent by the
                platform alone: nobody can send them from outside, nor from here.
              </p>
            </>
          );
        }}
      </Show>
    </>
  );
}

/** Every command that can be sent. */
export const send: View = { path: "/send", title: "Send", key: "c", group: "Act", View: Send };
