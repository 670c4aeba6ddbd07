import { useEffect, useRef } from "preact/hooks";
import type { Envelope } from "../../../../platform/messages/envelope.ts";
import { Link, Problem, path, Status, useGet } from "../../kit/index.ts";
import type { Came } from "./actions.ts";
import { reportWords } from "./report-words.ts";

/** What came of an action; takes the focus, so that it is read. */
export function Result({ came, message }: { readonly came: Came; readonly message: Envelope }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [came]);
  return (
    <div ref={box} tabIndex={-1} role="status" class="result">
      {"error" in came ? <Problem error={came.error} /> : <Report came={came} message={message} />}
    </div>
  );
}

function Report({
  came: { report, dryRun },
  message,
}: {
  readonly came: Extract<Came, { report: unknown }>;
  readonly message: Envelope;
}) {
  const { title, detail, tone } = reportWords(report);
  const faults = report.problem?.faults ?? [];
  const sign = { good: "✓", warn: "!", bad: "✕" }[tone];
  return (
    <div class={`card report ${tone}`}>
      <p class="row">
        <strong>
          <span aria-hidden="true">{sign} </span>
          {dryRun ? "Dry run: " : ""}
          {title}
        </strong>
        {report.problem !== undefined && <code class="small">{report.problem.code}</code>}
      </p>
      {detail !== undefined && <p>{detail}</p>}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ pointer, message: said }) => (
            <li key={pointer + said}>
              <code>{pointer === "" ? "/" : pointer}</code> {said}
            </li>
          ))}
        </ul>
      )}
      {report.stoppedBy !== undefined && (
        <p>
          <Link to={path`/dead-letters/${report.stoppedBy}`}>The letter that the stream waits for now</Link>
        </p>
      )}
      {!dryRun && report.status === "redriven" && <Outcome of={message} />}
    </div>
  );
}

/** How the message stands after a redrive. */
function Outcome({ of: { id, stream, streamid, correlationid } }: { readonly of: Envelope }) {
  const command = useGet<{ readonly status: string }>(path`/api/commands/${id}`);
  return (
    <p class="row">
      {command.data !== undefined && (
        <>
          The command is now: <Status of={command.data.status} />
        </>
      )}
      {stream !== undefined && streamid !== undefined && (
        <Link to={path`/streams/${stream}/${streamid}`}>Its stream</Link>
      )}
      <Link to={path`/stories/${correlationid}`}>Its story</Link>
      <Link to="/dead-letters">The other letters</Link>
    </p>
  );
}
