import type { ProcessAnswer } from "../../../../platform/admin/shapes.ts";
import {
  Copy,
  Duration,
  Heading,
  href,
  Json,
  Link,
  path,
  Show,
  Status,
  Time,
  useGet,
  type View,
  type ViewProps,
} from "../../kit/index.ts";
import {
  isEnded,
  messageOf,
  progressOf,
  progressWords,
  saysMore,
  shownStep,
  type Timed,
  timed,
  untilOf,
  wholeHistory,
} from "./timeline.ts";
import "./processes.css";

function Instance({ params: { id = "" } }: ViewProps) {
  const instance = useGet<ProcessAnswer>(path`/api/admin/processes/${id}`, {}, 3_000);
  return (
    <>
      <Heading title={<span class="id-title">{id}</span>}>
        <Link to="/processes">All processes</Link>
      </Heading>
      <Show of={instance}>{(answer) => <Whole answer={answer} />}</Show>
    </>
  );
}

function Whole({ answer }: { readonly answer: ProcessAnswer }) {
  const { process, version, status, created, updated, correlationid, letter, started, output } = answer;
  return (
    <>
      <div class="card stack">
        <dl class="facts">
          <dt>State</dt>
          <dd>
            <Status of={status.toLowerCase()} />
          </dd>
          <dt>Process</dt>
          <dd>
            {process}, version {version} of its code
          </dd>
          <dt>Began</dt>
          <dd>
            <Time at={created} /> (<Time at={created} relative />)
          </dd>
          <dt>{isEnded(status) ? "Ended" : "Last step"}</dt>
          <dd>
            <Time at={updated} />
          </dd>
          {correlationid !== undefined && (
            <>
              <dt>Story</dt>
              <dd>
                <Link to={path`/stories/${correlationid}`}>{correlationid}</Link>
              </dd>
            </>
          )}
        </dl>
        {!isEnded(status) && <Waiting of={answer} />}
        {letter !== undefined && (
          <div class="problem">
            <strong>It has failed for good.</strong>
            <Link to={path`/dead-letters/${letter}`}>Its letter: why, and how to let it go on where it failed</Link>
          </div>
        )}
      </div>
      <section class="card" aria-labelledby="history">
        <h2 id="history">History</h2>
        <ol class="timeline">
          {timed(wholeHistory(answer)).map((one, at) => (
            <Step key={`${at} ${one.step.at}`} of={one} />
          ))}
        </ol>
      </section>
      <div class="grid">
        <section class="stack" aria-labelledby="started">
          <h2 id="started">What started it</h2>
          <Json value={started} label="Event that started it" folded={["/data"]} />
        </section>
        {output !== undefined && output !== null && (
          <section class="stack" aria-labelledby="output">
            <h2 id="output">What it returned</h2>
            <Json value={output} label="Output" />
          </section>
        )}
      </div>
    </>
  );
}

function Waiting({ of: { progress } }: { readonly of: ProcessAnswer }) {
  const found = progressOf(progress);
  if (found === undefined) return <p class="muted">It works.</p>;
  const { until } = found;
  return (
    <div class="stack">
      <p>
        <strong>It {progressWords(found)}</strong>
        {until !== undefined && (
          <>
            {" "}
            until <Time at={until} /> (<Time at={until} relative />)
          </>
        )}
        .
      </p>
      {until !== undefined && (
        <p class="small muted">
          The time is that of timers, which with <code>npm start</code> can be moved forward:{" "}
          <Link to="/faults">Faults</Link>, or <code>npm run clock -- --advance PT72H</code>{" "}
          <Copy text="npm run clock -- --advance PT72H" label="command" />
        </p>
      )}
    </div>
  );
}

function Step({ of: { step, since } }: { readonly of: Timed }) {
  const { sign, words, tone } = shownStep(step);
  const [until, message] = [untilOf(step), messageOf(step)];
  return (
    <li class={tone}>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      <div>
        <div class="row">
          <strong>
            {words}
            {until !== undefined && step.what === "timer" && (
              <>
                {" "}
                until <Time at={until} />
              </>
            )}
          </strong>
          {message !== undefined && <Link to={href("/messages", { message: message })}>the message</Link>}
          <span class="muted small">
            <Time at={step.at} />
            {since !== undefined && since > 0 && (
              <>
                , after <Duration ms={since} />
              </>
            )}
          </span>
        </div>
        {saysMore(step) && (
          <details>
            <summary>Details</summary>
            <Json value={step.detail} label={`Details of: ${words}`} />
          </details>
        )}
      </div>
    </li>
  );
}

/** One instance of a process, from its start on. */
export const instance: View = { path: "/processes/:id", title: "Process", View: Instance };
