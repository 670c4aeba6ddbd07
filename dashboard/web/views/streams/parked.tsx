import type { StreamAnswer } from "../../../../platform/admin/shapes.ts";
import { Link, path } from "../../kit/index.ts";

/** What a stream is parked for, with the way to the letters. */
export function Parked({ of }: { readonly of: StreamAnswer["parked"] }) {
  if (of.length === 0) return null;
  return (
    <section class="problem" aria-label="Parked">
      <strong>The stream is parked.</strong>
      <ul>
        {of.map(({ handler, letter, waiting }) => (
          <li key={handler}>
            For <code>{handler}</code>, with {waiting === 1 ? "1 message" : `${waiting} messages`} waiting behind it.{" "}
            {letter !== undefined && <Link to={path`/dead-letters/${letter}`}>See the letter</Link>}
          </li>
        ))}
      </ul>
    </section>
  );
}
