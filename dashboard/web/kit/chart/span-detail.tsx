import type { SpanView } from "../../../shapes.ts";
import { Badge } from "../badge.tsx";
import { Id } from "../copy.tsx";
import { Json } from "../json.tsx";
import { Link, path } from "../route.tsx";
import { Duration, Time } from "../time.tsx";

/** Everything about one span. */
export function SpanDetail({ span }: { readonly span: SpanView }) {
  const { attributes, events, links, error } = span;
  const message = attributes["messaging.message.id"];
  const correlation = attributes["messaging.message.conversation_id"];
  return (
    <div class="stack">
      <div class="row">
        <h2>{span.name}</h2>
        <Badge>{span.kind}</Badge>
        {span.failed && <Badge tone="bad">failed</Badge>}
      </div>
      {error !== undefined && <p class="fault">{error}</p>}
      <dl class="facts">
        <dt>Took</dt>
        <dd>
          <Duration ms={span.duration} />
        </dd>
        <dt>Began</dt>
        <dd>
          <Time at={span.start} />
        </dd>
        <dt>Service</dt>
        <dd>{span.service}</dd>
        <dt>Trace</dt>
        <dd>
          <Link to={path`/traces/${span.trace}`}>{span.trace}</Link>
        </dd>
        <dt>Span</dt>
        <dd>
          <Id of={span.span} label="span id" short={false} />
        </dd>
        {typeof message === "string" && typeof correlation === "string" && (
          <>
            <dt>Message</dt>
            <dd>
              <Link to={`${path`/stories/${correlation}`}?message=${encodeURIComponent(message)}`}>{message}</Link>
            </dd>
          </>
        )}
        {links.length > 0 && (
          <>
            <dt>Linked with</dt>
            <dd>
              {[...new Set(links.map(({ trace }) => trace))].slice(0, 12).map((trace) => (
                <div key={trace}>
                  <Link to={path`/traces/${trace}`}>{trace}</Link>
                </div>
              ))}
              {links.length > 12 && `and ${links.length - 12} more`}
            </dd>
          </>
        )}
      </dl>
      <Json value={attributes} label="attributes" />
      {events.length > 0 && <Json value={events} label="events" />}
    </div>
  );
}
