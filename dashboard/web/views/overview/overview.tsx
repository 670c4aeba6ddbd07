import type { ActivityAnswer } from "../../../../platform/admin/shapes.ts";
import { Badge, Heading, Show, Status, Table, Time, useGet, type View } from "../../kit/index.ts";

/** What has happened lately, and how things stand. */
function Overview() {
  const activity = useGet<ActivityAnswer>("/api/admin/activity", { seconds: 60 }, 2_000);
  return (
    <>
      <Heading title="Overview" />
      <Show of={activity}>
        {({ messages, until }) => (
          <>
            <p class="muted">
              The last minute, until <Time at={until} />.
            </p>
            <Table
              caption="Messages of the last minute"
              columns={[
                { id: "name", title: "Message", cell: ({ name }) => name },
                { id: "kind", title: "Kind", cell: ({ kind }) => <Status of={kind} /> },
                { id: "count", title: "Count", align: "end", cell: ({ count }) => <Badge>{count}</Badge> },
              ]}
              rows={messages}
              keyOf={({ name, kind }) => `${kind} ${name}`}
            />
          </>
        )}
      </Show>
    </>
  );
}

/** The first page. */
export const overview: View = { path: "/", title: "Overview", key: "o", group: "System", View: Overview };
