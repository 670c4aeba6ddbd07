import type { MessageAnswer } from "../../../../platform/admin/shapes.ts";
import { Badge, Copy, Id, Json, Link, path, Show, Status, type Tab, Tabs, Time, useGet } from "../../kit/index.ts";
import { storyOf, traceOf } from "./words.ts";

/** Everything about one message. `withStory`: with a link to the story that it is part of. */
export function MessageDetail({ id, withStory = true }: { readonly id: string; readonly withStory?: boolean }) {
  const message = useGet<MessageAnswer>(path`/api/admin/messages/${id}`);
  return <Show of={message}>{(answer) => <Detail message={answer} withStory={withStory} />}</Show>;
}

function Detail({ message, withStory }: { readonly message: MessageAnswer; readonly withStory: boolean }) {
  const { name, kind, version, status, envelope } = message;
  return (
    <div class="stack">
      <div class="row">
        <h2>{name}</h2>
        <Status of={kind} />
        <Badge title="Version of the message">v{version}</Badge>
        {status !== undefined && <Status of={status} />}
      </div>
      <Facts message={message} />
      <div class="row">
        {withStory && (
          <Link class="button" to={storyOf(message)}>
            Its story
          </Link>
        )}
        <Copy text={JSON.stringify(envelope, null, 2)} label="envelope">
          Copy envelope
        </Copy>
      </div>
      <Tabs label="Parts of the message" tabs={tabsOf(message)} />
    </div>
  );
}

function tabsOf({ envelope, upcast, outcome }: MessageAnswer): readonly Tab[] {
  const { data, ...rest } = envelope;
  return [
    { id: "payload", label: "Payload", content: () => <Json value={data} label="payload" /> },
    { id: "envelope", label: "Envelope", content: () => <Json value={rest} label="envelope without payload" /> },
    ...(upcast === undefined
      ? []
      : [
          {
            id: "upcast",
            label: "As code sees it",
            content: () => <Json value={upcast.data} label="payload as code sees it" />,
          },
        ]),
    ...(outcome === undefined
      ? []
      : [{ id: "outcome", label: "Outcome", content: () => <Json value={outcome} label="outcome" /> }]),
  ];
}

function Facts({ message }: { readonly message: MessageAnswer }) {
  const { id, time, stream, streamid, streamversion, recipient, correlationid, causationid, reason, letters } = message;
  const trace = traceOf(message);
  return (
    <dl class="facts">
      {reason !== undefined && (
        <>
          <dt>Why</dt>
          <dd>
            <strong>{reason}</strong>
          </dd>
        </>
      )}
      {letters.length > 0 && (
        <>
          <dt>Dead letter</dt>
          <dd>
            {letters.map((letter) => (
              <Link key={letter} to={path`/dead-letters/${letter}`}>
                see why, and redrive it
              </Link>
            ))}
          </dd>
        </>
      )}
      <dt>Id</dt>
      <dd>
        <Id of={id} label="message id" short={false} />
      </dd>
      <dt>Time</dt>
      <dd>
        <Time at={time} />
      </dd>
      {stream !== undefined && streamid !== undefined && (
        <>
          <dt>Stream</dt>
          <dd>
            <Link to={path`/streams/${stream}/${streamid}`}>
              {stream}/{streamid}
            </Link>
            {streamversion !== undefined && <> at version {streamversion}</>}
          </dd>
        </>
      )}
      {recipient !== undefined && (
        <>
          <dt>Recipient</dt>
          <dd>{recipient}</dd>
        </>
      )}
      <dt>Correlation</dt>
      <dd>
        <Id of={correlationid} label="correlation id" short={false} />
      </dd>
      {causationid !== id && (
        <>
          <dt>Caused by</dt>
          <dd>
            <Link to={`${path`/stories/${correlationid}`}?message=${encodeURIComponent(causationid)}`}>
              {causationid}
            </Link>
          </dd>
        </>
      )}
      {trace !== undefined && (
        <>
          <dt>Trace</dt>
          <dd>
            <Link to={path`/traces/${trace}`}>{trace}</Link>
          </dd>
        </>
      )}
    </dl>
  );
}
