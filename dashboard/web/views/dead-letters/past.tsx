import { DiffView } from "../../json/diff-view.tsx";
import { Time } from "../../kit/index.ts";
import type { LetterDetail } from "./shapes.ts";

/** Who has decided what about it, and why. */
export function Past({ of: { edits = [], forced = [], closed, message } }: { readonly of: LetterDetail["letter"] }) {
  if (edits.length === 0 && forced.length === 0 && closed === undefined) return null;
  return (
    <section class="card stack" aria-labelledby="past">
      <h2 id="past">Who has done what</h2>
      <ol class="stack">
        {edits.map(({ at, by, why, original }, index) => (
          <li key={at} class="stack">
            <p>
              <Time at={at} />: <strong>{by}</strong> changed the payload: {why}
            </p>
            <DiffView
              before={original}
              after={edits[index + 1]?.original ?? message.data}
              label={`What ${by} changed`}
              names={["before", "after"]}
            />
          </li>
        ))}
        {forced.map(({ at, by }) => (
          <li key={at}>
            <Time at={at} />: <strong>{by}</strong> forced a redrive.
          </li>
        ))}
        {closed !== undefined && (
          <li>
            <Time at={closed.at} />: {closed.how}
            {closed.by !== undefined && (
              <>
                {" "}
                by <strong>{closed.by}</strong>
              </>
            )}
            {closed.why !== undefined && `: ${closed.why}`}
          </li>
        )}
      </ol>
    </section>
  );
}
