import { fill, h } from "./dom.ts";
import type { State } from "./state.ts";

/** What stands around the lists: header, banner, and what only screen readers tell. */
export class Frame {
  readonly header: HTMLElement;
  readonly banner = h("div", { class: "banner", role: "alert", hidden: true });
  readonly #news = h("p", { class: "for-ears", role: "status" });
  readonly #pulse = h("span", { class: "pulse", role: "img" });

  constructor(reviewer: string, on: { readonly help: () => void; readonly leave: () => void }) {
    this.header = h(
      "header",
      { class: "top" },
      h("img", { src: "/assets/icon.svg", alt: "", width: 26, height: 26 }),
      h("h1", {}, "Approvals"),
      this.#pulse,
      this.#news,
      h("span", { class: "space" }),
      h("button", { type: "button", class: "quiet keys", onclick: on.help }, "Keys", h("kbd", {}, "?")),
      h("bdi", { class: "reviewer" }, reviewer),
      h("button", { type: "button", class: "quiet", onclick: on.leave }, "Sign out"),
    );
  }

  /** Tells those who listen instead of looking. */
  announce(news: string): void {
    this.#news.textContent = news;
  }

  render(state: State): void {
    const count = state.waiting.length;
    document.title = count > 0 ? `(${count}) Approvals` : "Approvals";
    this.#pulse.classList.toggle("live", state.live);
    this.#pulse.title = state.live ? "Changes appear by themselves" : "Connecting …";
    this.#pulse.setAttribute("aria-label", this.#pulse.title);
    const [trouble, more] = troubleOf(state) ?? [];
    this.banner.hidden = trouble === undefined;
    // An alert that is written again is read out again.
    if (trouble === undefined || this.banner.textContent === `${trouble}${more}`) return;
    fill(this.banner, h("strong", {}, trouble), more);
  }
}

function troubleOf({ loaded, live, link }: State): readonly [trouble: string, more: string] | undefined {
  if (loaded && !live)
    return ["The connection to this application is broken.", " What you see may be out of date. Trying again …"];
  if (link.api === "up") return undefined;
  const why = link.detail === undefined ? "" : ` (${link.detail})`;
  return ["The platform cannot be reached.", ` Decisions have to wait; nothing is lost. Trying again …${why}`];
}
