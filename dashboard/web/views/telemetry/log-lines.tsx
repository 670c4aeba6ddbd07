import type { LogView } from "../../../shapes.ts";
import { Json, Link, path, Status, Time } from "../../kit/index.ts";
import "./telemetry.css";

/** Log lines that open to what they carry. */
export function LogLines({ lines }: { readonly lines: readonly LogView[] }) {
  return (
    <ol class="log-lines card">
      {lines.map((line) => (
        <li key={line.seq}>
          <details>
            <summary>
              <span class="time">
                <Time at={line.at} />
              </span>
              <Status of={line.level} />
              <span class="text">{line.text}</span>
              {line.event !== undefined && <code class="id">{line.event}</code>}
            </summary>
            <div class="stack">
              <div class="row small">
                {line.trace !== undefined && <Link to={path`/traces/${line.trace}`}>its trace</Link>}
                <Related attributes={line.attributes} />
              </div>
              <Json value={line.attributes} label="attributes" />
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Related({ attributes }: Pick<LogView, "attributes">) {
  const message = attributes["messaging.message.id"];
  const correlation = attributes["messaging.message.conversation_id"];
  if (typeof correlation !== "string") return null;
  const query = typeof message === "string" ? `?message=${encodeURIComponent(message)}` : "";
  return <Link to={`${path`/stories/${correlation}`}${query}`}>its story</Link>;
}
