import type { ConfigAnswer } from "../../../shapes.ts";
import type { Json } from "../../json/pointer.ts";
import { Badge, Empty, Heading, Link, Show, useGet, type View, type ViewProps } from "../../kit/index.ts";
import { sendables } from "./commands.ts";
import { Composer } from "./composer.tsx";

function Command({ params: { name = "" } }: ViewProps) {
  const document = useGet<Json>("/api/openapi.json");
  const config = useGet<ConfigAnswer>("/dashboard/config");
  return (
    <Show of={document}>
      {(openApi) => {
        const command = sendables(openApi).find((one) => one.name === name);
        if (command === undefined) {
          return (
            <>
              <Heading title={`Send ${name}`}>
                <Link to="/send">All commands</Link>
              </Heading>
              <Empty title={`Clients cannot send ${name}.`}>
                The contract has no public command of this name. Private commands are sent by processes and reactions
                alone.
              </Empty>
            </>
          );
        }
        return (
          <>
            <Heading title={`Send ${name}`}>
              {command.deprecated && <Badge tone="warn">deprecated</Badge>}
              <Link to="/send">All commands</Link>
            </Heading>
            <div class="stack">
              {command.description.split(/\n{2,}/).map((paragraph) =>
                paragraph.includes("\n- ") ? (
                  <details key={paragraph}>
                    <summary>{paragraph.slice(0, paragraph.indexOf("\n"))}</summary>
                    <ul class="bullets">
                      {paragraph
                        .split("\n- ")
                        .slice(1)
                        .map((line) => (
                          <li key={line}>{line.replaceAll("`", "")}</li>
                        ))}
                    </ul>
                  </details>
                ) : (
                  <p key={paragraph}>{paragraph.replaceAll("`", "")}</p>
                ),
              )}
            </div>
            <Composer command={command} document={openApi} base={config.data?.api ?? ""} />
          </>
        );
      }}
    </Show>
  );
}

/** A command that is filled in and sent. */
export const command: View = { path: "/send/:name", title: "Send a command", View: Command };
