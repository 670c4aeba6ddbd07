import { useEffect, useRef, useState } from "preact/hooks";
import type { ConfigAnswer } from "../../shapes.ts";
import { remove } from "../kit/api.ts";
import { useKeys } from "../kit/keys.ts";
import { href, match, navigate, useLocation } from "../kit/route.tsx";
import { Empty, Heading } from "../kit/state.tsx";
import type { View } from "../kit/view.ts";
import { views } from "../views/index.ts";
import { KeysHelp } from "./keys-help.tsx";
import { Navigation } from "./navigation.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

/** Head, navigation, and the view of the address. */
export function Shell({ config }: { readonly config: ConfigAnswer }) {
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const found = viewAt(pathname);
  const offered = views.filter((view) => view.local !== true || config.local !== false);

  useKeys({
    ...Object.fromEntries(
      offered.flatMap(({ key, path }) => (key === undefined ? [] : [[`g ${key}`, () => navigate(path)]])),
    ),
    "/": () => search.current?.focus(),
    "?": () => setHelp(true),
  });
  const first = useRef(true);
  // A new path is a new page.
  useEffect(() => {
    document.title = `${found?.view.title ?? "Not found"} · Dashboard`;
    setOpen(false);
    if (first.current) first.current = false;
    // Whoever came by a link hears the new heading, and begins at its top.
    else focusHeading(main.current);
  }, [pathname]);

  return (
    <div class="shell">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <button
          type="button"
          class="quiet menu"
          aria-expanded={open}
          aria-controls="navigation"
          onClick={() => setOpen(!open)}
        >
          <span aria-hidden="true">☰</span>
          <span class="for-ears">Navigation</span>
        </button>
        <a class="brand" href="/" onClick={goHome}>
          <img src="/assets/icon.svg" alt="" width={24} height={24} />
          <span>Dashboard</span>
        </a>
        <search>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const q = search.current?.value.trim() ?? "";
              if (q !== "") navigate(href("/messages", { text: q }));
            }}
          >
            <input
              ref={search}
              type="search"
              name="q"
              aria-label="Search for a message, an id, an account …"
              placeholder="Find an id or any text …"
              autocomplete="off"
              spellcheck={false}
              onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
            />
            <span class="kbd" aria-hidden="true">
              /
            </span>
          </form>
        </search>
        <span class="api" title="The app that is shown">
          {config.api?.replace(/^https?:\/\//, "")}
        </span>
        <button type="button" class="quiet" aria-label="Keys" title="Keys (?)" onClick={() => setHelp(true)}>
          ?
        </button>
        <ThemeSwitch />
        {config.asksKey && (
          <button
            type="button"
            class="quiet"
            onClick={() => remove("/dashboard/session").then(() => location.reload())}
          >
            Sign out
          </button>
        )}
      </header>
      <Navigation views={offered} at={pathname} open={open} />
      <main id="main" ref={main} tabIndex={-1}>
        {found === undefined ? <NotFound /> : <found.view.View key={pathname} params={found.params} />}
      </main>
      {help && <KeysHelp views={offered} onClose={() => setHelp(false)} />}
    </div>
  );
}

function goHome(event: MouseEvent): void {
  event.preventDefault();
  navigate("/");
}

function focusHeading(main: HTMLElement | null): void {
  const heading = main?.querySelector("h1") ?? main;
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  main?.scrollTo(0, 0);
}

function viewAt(
  pathname: string,
): { readonly view: View; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const view of views) {
    const params = match(view.path, pathname);
    if (params !== undefined) return { view, params };
  }
  return undefined;
}

function NotFound() {
  return (
    <>
      <Heading title="Not found" />
      <Empty title="There is no view at this address.">The navigation has them all.</Empty>
    </>
  );
}
