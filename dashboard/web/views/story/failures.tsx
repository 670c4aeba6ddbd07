import type { StoryFailure } from "../../../../platform/admin/shapes.ts";
import { Badge, Link, path, Time } from "../../kit/index.ts";

/** What failed about a message, with every try. */
export function Failures({ of }: { readonly of: readonly StoryFailure[] }) {
  return (
    <section class="failures" aria-label="Failures">
      {of.map(({ letter, handler, error, attempts, retryAt, closed }) => (
        <div key={letter} class="stack">
          <div class="row">
            <strong>{handler}</strong>
            {closed === undefined ? <Badge tone="bad">open</Badge> : <Badge tone="good">{closed.how}</Badge>}
            <Link to={path`/dead-letters/${letter}`}>the letter</Link>
          </div>
          <p class="fault">{error}</p>
          <ol class="tries">
            {attempts.map((attempt, at) => (
              <li key={attempt.at + String(at)}>
                <span class="muted">
                  try {at + 1}, <Time at={attempt.at} />:
                </span>{" "}
                {attempt.error}
              </li>
            ))}
          </ol>
          {retryAt !== undefined && (
            <p>
              Tried again <Time at={retryAt} relative />.
            </p>
          )}
          {closed !== undefined && (
            <p class="muted">
              Closed <Time at={closed.at} />.
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
