import { Link } from "../kit/route.tsx";
import type { View } from "../kit/view.ts";

/** In this order. */
const groups = ["System", "Messages", "State", "Telemetry", "Act"] as const;

/** Links to the views. */
export function Navigation({
  views,
  at,
  open,
}: {
  readonly views: readonly View[];
  readonly at: string;
  readonly open: boolean;
}) {
  return (
    <nav id="navigation" aria-label="Views" class={open ? "open" : ""}>
      {groups.map((group) => {
        const own = views.filter((view) => view.key !== undefined && (view.group ?? "System") === group);
        return (
          own.length > 0 && (
            <section key={group} aria-labelledby={`group-${group}`}>
              <h2 id={`group-${group}`}>{group}</h2>
              <ul>
                {own.map(({ path, title, key }) => (
                  <li key={path}>
                    <Link to={path} {...(isAt(path, at) && { "aria-current": "page" as const })}>
                      {title}
                      <span class="kbd" aria-hidden="true">
                        g {key}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </nav>
  );
}

const isAt = (path: string, at: string) => (path === "/" ? at === "/" : at === path || at.startsWith(`${path}/`));
