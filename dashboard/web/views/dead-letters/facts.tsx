import { href, Id, Link, path, Time } from "../../kit/index.ts";
import { nameOf, streamOf } from "./letters.ts";
import type { LetterDetail } from "./shapes.ts";

type Record = LetterDetail["letter"];

/** What went wrong. */
export function Why({ of: { error, faults, delivery } }: { readonly of: Record }) {
  return (
    <section class="card stack" aria-labelledby="why">
      <h2 id="why">Why</h2>
      <p class="why">
        <strong>{error.name}</strong>
        {error.code !== undefined && <code> {error.code}</code>}: {error.message}
      </p>
      {faults.length > 0 && (
        <>
          <h3>What the validator says</h3>
          <ul>
            {faults.map(({ pointer, message }) => (
              <li key={pointer + message}>
                <code>{pointer === "" ? "/" : pointer}</code> {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {delivery !== undefined && (
        <p>
          Event Grid gave it up for <code>{delivery.subscription}</code> after {delivery.attempts} tries:{" "}
          {delivery.reason}, last {delivery.outcome}.
        </p>
      )}
      {error.stack !== undefined && (
        <details>
          <summary>Stack</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section tabIndex={0} aria-label="Stack" class="stacktrace">
            <pre>{error.stack}</pre>
          </section>
        </details>
      )}
    </section>
  );
}

/** What it is about and where it happened. */
export function Facts({ of: { letter } }: { readonly of: LetterDetail }) {
  const { message, streamid, handler, attempts, retryAt, build, instanceId, id } = letter;
  const stream = streamOf(streamid);
  return (
    <section class="card stack" aria-labelledby="facts">
      <h2 id="facts">What and where</h2>
      <dl class="facts">
        <dt>Message</dt>
        <dd>
          <Link to={href("/messages", { message: message.id })}>{message.type}</Link>{" "}
          <Id of={message.id} label="message id" />
        </dd>
        <dt>Story</dt>
        <dd>
          <Link to={path`/stories/${message.correlationid}`}>everything that its request set off</Link>
        </dd>
        {message.traceparent !== undefined && (
          <>
            <dt>Trace</dt>
            <dd>
              <Link to={path`/traces/${message.traceparent.split("-")[1] ?? ""}`}>
                {message.traceparent.split("-")[1]}
              </Link>
            </dd>
          </>
        )}
        <dt>Stream</dt>
        <dd>
          {stream === undefined ? streamid : <Link to={path`/streams/${stream.name}/${stream.id}`}>{streamid}</Link>}
        </dd>
        <dt>Handler</dt>
        <dd>
          <code>{handler}</code> of build <code>{build}</code>
        </dd>
        {instanceId !== undefined && (
          <>
            <dt>Process</dt>
            <dd>
              <Link to={path`/processes/${instanceId}`}>{instanceId}</Link>
            </dd>
          </>
        )}
        {retryAt !== undefined && (
          <>
            <dt>Next try</dt>
            <dd>
              <Time at={retryAt} /> (<Time at={retryAt} relative />
              ), by itself
            </dd>
          </>
        )}
        <dt>Letter</dt>
        <dd>
          <Id of={id} label="letter id" />
        </dd>
      </dl>
      <details {...(attempts.length <= 5 && { open: true })}>
        <summary>{attempts.length === 1 ? "1 try" : `${attempts.length} tries`}</summary>
        <ol class="attempts">
          {attempts.map(({ at, error }, index) => (
            <li key={`${index} ${at}`}>
              <Time at={at} /> <span class="muted">{error}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

/** What waits behind it. */
export function Behind({ of: { parks, waiting } }: { readonly of: LetterDetail }) {
  if (!parks) return null;
  return (
    <section class="card stack" aria-labelledby="behind">
      <h2 id="behind">Waiting behind it</h2>
      {waiting.length === 0 ? (
        <p class="muted">Nothing yet. What comes for this stream waits here, in order.</p>
      ) : (
        <details {...(waiting.length <= 10 && { open: true })}>
          <summary>
            {waiting.length === 1
              ? "1 message, handled after it"
              : `${waiting.length} messages, handled after it in this order`}
          </summary>
          <ol class="attempts">
            {waiting.slice(0, 200).map(({ messageId, type }) => (
              <li key={messageId}>
                <Link to={href("/messages", { message: messageId })}>{nameOf(type)}</Link>{" "}
                <span class="id">{messageId}</span>
              </li>
            ))}
          </ol>
          {waiting.length > 200 && <p class="muted">and {waiting.length - 200} more</p>}
        </details>
      )}
    </section>
  );
}
