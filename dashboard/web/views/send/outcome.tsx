import { useEffect, useRef } from "preact/hooks";
import { Duration, href, Id, Link, Problem, path, Status, useGet } from "../../kit/index.ts";

/** What a post is answered with. */
export interface Sent {
  readonly commandId: string;
  readonly correlationId: string;
}

/** What became of a command, as far as this shows it. */
interface Became {
  readonly status: string;
  readonly events?: readonly { readonly type: string; readonly stream: string; readonly version: number }[];
  readonly rejection?: { readonly code: string; readonly message: string };
  readonly deadLetter?: string;
}

/** How often it is asked for while there is no outcome, ms. */
const pause = 500;

/** Follows a command until it has its outcome. */
export function Outcome({ of: { commandId, correlationId } }: { readonly of: Sent }) {
  const box = useRef<HTMLElement>(null);
  const began = useRef(performance.now());
  const took = useRef<number | undefined>(undefined);
  const first = useGet<Became>(path`/api/commands/${commandId}`);
  const known = first.data;
  const isOpen = known === undefined || known.status === "accepted";
  const { reload, loading } = first;
  // Once an answer is there: who asks again too soon takes the question back.
  useEffect(() => {
    if (!isOpen || loading) return;
    const timer = setTimeout(reload, pause);
    return () => clearTimeout(timer);
  }, [isOpen, loading, reload]);
  useEffect(() => box.current?.focus(), []);
  if (!isOpen) took.current ??= performance.now() - began.current;
  return (
    <section class="card stack" aria-labelledby="outcome" ref={box} tabIndex={-1}>
      <h2 id="outcome">What became of it</h2>
      <div class="row" role="status">
        <Status of={known?.status ?? "accepted"} />
        {isOpen ? (
          <span class="muted">waiting for the outcome …</span>
        ) : (
          <span class="muted">
            after about <Duration ms={took.current ?? 0} />
          </span>
        )}
      </div>
      {first.error !== undefined && <Problem error={first.error} onRetry={reload} />}
      {known?.rejection !== undefined && (
        <p>
          <code>{known.rejection.code}</code> {known.rejection.message}
        </p>
      )}
      {known?.events !== undefined && (
        <ul>
          {known.events.map(({ type, stream, version }) => {
            const cut = stream.indexOf("/");
            return (
              <li key={`${stream} ${version}`}>
                {type}:{" "}
                <Link to={`${path`/streams/${stream.slice(0, cut)}/${stream.slice(cut + 1)}`}?version=${version}`}>
                  version {version} of {stream}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      {known?.deadLetter !== undefined && (
        <Link to={path`/dead-letters/${known.deadLetter}`}>Why it failed: its letter</Link>
      )}
      <p class="row">
        <Link to={path`/stories/${correlationId}`}>Its story</Link>
        <Link to={href("/messages", { message: commandId })}>The message</Link>
        <Id of={commandId} label="command id" />
      </p>
    </section>
  );
}
