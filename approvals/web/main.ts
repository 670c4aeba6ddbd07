import type { DecisionView, TransferView, Verdict } from "../views.ts";
import { ApiError, detail as readDetail, queue as readQueue, type Session, session, signOut } from "./api.ts";
import { DecisionDialog, tooLateWords } from "./decision.ts";
import { Detail } from "./detail.ts";
import { h } from "./dom.ts";
import { money } from "./format.ts";
import { helpDialog, listenToKeys } from "./keys.ts";
import { follow } from "./live.ts";
import { Queue } from "./queue.ts";
import { signInPage } from "./sign-in.ts";
import { State, type Tab } from "./state.ts";
import { toast } from "./toast.ts";

/** How often ages and times left are put right, in ms. */
const tick = 20_000;

/** How long the page waits before it tries again what the browser does not try by itself, in ms. */
const patience = 3_000;

const app = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  try {
    const found = await session();
    if (found === undefined) app.replaceChildren(signInPage(desk));
    else desk(found);
  } catch (error) {
    app.replaceChildren(h("main", { class: "sign-in" }, h("p", { class: "card", role: "alert" }, String(error))));
    setTimeout(start, patience);
  }
}

function desk({ reviewer }: Session): void {
  const banner = h("div", { class: "banner", role: "alert", hidden: true });
  const pulse = h("span", { class: "pulse", role: "img" });
  const news = h("p", { class: "for-ears", role: "status" });
  const page = h("main", { class: "desk" });
  const state = new State(render);
  const queue = new Queue(state, { select: (key) => select(key, true), tab: showTab });
  const detail = new Detail(state, { decide: open, back });
  const dialog = new DecisionDialog(decided);
  const help = helpDialog();

  page.append(queue.element, detail.element);
  app.replaceChildren(header(), banner, page, dialog.element, help, news);
  listenToKeys({ move, edge, approve: () => open("approve"), reject: () => open("reject"), switchTab, back }, help);
  setInterval(() => state.changed(), tick);
  addEventListener("hashchange", () => fromAddress());
  connect();
  render();

  function connect(): void {
    follow({
      ready: () => void load(),
      transfer: arrived,
      link(link) {
        const isBack = link.api === "up" && state.link.api === "down";
        state.link = link;
        state.changed();
        if (isBack) void loadDetail();
      },
      broken(final) {
        state.live = false;
        state.changed();
        if (final) setTimeout(() => void reconnect(), patience);
      },
    });
  }

  /** The stream was refused: nobody is signed in any more, or something between here and the server is in trouble. */
  async function reconnect(): Promise<void> {
    try {
      if ((await session()) === undefined) location.reload();
      else connect();
    } catch {
      setTimeout(() => void reconnect(), patience);
    }
  }

  function header(): HTMLElement {
    const leave = () => void signOut().finally(() => location.reload());
    return h(
      "header",
      { class: "top" },
      h("img", { src: "/assets/icon.svg", alt: "", width: 26, height: 26 }),
      h("h1", {}, "Approvals"),
      pulse,
      h("span", { class: "space" }),
      h("button", { type: "button", class: "quiet keys", onclick: () => help.showModal() }, "Keys", h("kbd", {}, "?")),
      h("bdi", { class: "reviewer" }, reviewer),
      h("button", { type: "button", class: "quiet", onclick: leave }, "Sign out"),
    );
  }

  function render(): void {
    queue.render();
    detail.render();
    page.classList.toggle("opened", state.find(state.selected) !== undefined);
    const count = state.waiting.length;
    document.title = count > 0 ? `(${count}) Approvals` : "Approvals";
    pulse.classList.toggle("live", state.live);
    pulse.title = state.live ? "Changes appear by themselves" : "Connecting …";
    pulse.setAttribute("aria-label", pulse.title);
    const words = bannerWords();
    banner.hidden = words === undefined;
    if (words !== undefined && banner.textContent !== words.join("")) {
      banner.replaceChildren(h("strong", {}, words[0] ?? ""), ...words.slice(1));
    }
  }

  function bannerWords(): readonly string[] | undefined {
    if (state.loaded && !state.live)
      return ["The connection to this application is broken.", " What you see may be out of date. Trying again …"];
    if (state.link.api === "down")
      return [
        "The platform cannot be reached.",
        " Decisions have to wait; nothing is lost. Trying again …",
        state.link.detail === undefined ? "" : ` (${state.link.detail})`,
      ];
    return undefined;
  }

  async function load(): Promise<void> {
    try {
      state.replace(await readQueue());
      state.live = true;
      fromAddress();
      if (state.selected === undefined && !isNarrow()) edge("first");
      await loadDetail();
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) location.reload();
      else toast("bad", "The queue could not be read", String(error));
    }
  }

  async function loadDetail(): Promise<void> {
    const { selected } = state;
    if (selected === undefined || state.find(selected) === undefined) return;
    try {
      const found = await readDetail(selected);
      if (state.selected !== selected) return;
      state.detail = found;
      state.changed();
    } catch (error) {
      if (state.selected === selected) toast("bad", "The details could not be read", String(error));
    }
  }

  function arrived(transfer: TransferView): void {
    const before = state.put(transfer);
    dialog.notice(transfer);
    if (state.selected === transfer.key && before?.status !== transfer.status) void loadDetail();
    if (before === undefined && transfer.status === "held") {
      news.textContent = `New: ${money(transfer.amount, transfer.currency)}, ${whomOf(transfer)}`;
    }
    if (before === undefined && state.selected === undefined && !isNarrow()) edge("first");
  }

  function select(key: string | undefined, opened = false): void {
    if (key === state.selected) return;
    state.selected = key;
    state.detail = undefined;
    const address = key === undefined ? location.pathname : `#${key}`;
    // On a phone the way back is the phone's own.
    if (opened && isNarrow()) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    detail.element.scrollTop = 0;
    render();
    queue.reveal();
    void loadDetail();
  }

  function fromAddress(): void {
    const key = decodeURIComponent(location.hash.slice(1));
    const transfer = state.find(key);
    if (transfer !== undefined) state.tab = transfer.status === "held" ? "waiting" : "decided";
    select(transfer?.key);
  }

  function move(step: 1 | -1): void {
    const keys = state.shown.map(({ key }) => key);
    const at = keys.indexOf(state.selected ?? "");
    const next = at < 0 ? keys.at(step === 1 ? 0 : -1) : keys[Math.min(keys.length - 1, Math.max(0, at + step))];
    if (next !== undefined) select(next);
    queue.focus();
  }

  function edge(end: "first" | "last"): void {
    select(state.shown.at(end === "first" ? 0 : -1)?.key);
  }

  function showTab(tab: Tab): void {
    state.tab = tab;
    state.changed();
    select(isNarrow() ? undefined : state.shown[0]?.key);
  }

  function switchTab(): void {
    showTab(state.tab === "waiting" ? "decided" : "waiting");
  }

  function back(): void {
    if (isNarrow()) select(undefined);
  }

  function open(verdict: Verdict): void {
    const transfer = state.find(state.selected);
    if (transfer?.status === "held") dialog.open(transfer, verdict);
  }

  function decided(answer: DecisionView, was: TransferView): void {
    const what = money(was.amount, was.currency);
    const whom = whomOf(was);
    const next = nextAfter(was.key);
    switch (answer.result) {
      case "decided":
        state.put(answer.transfer);
        toast("good", `${answer.transfer.status === "approved" ? "Approved" : "Rejected"} ${what}`, whom);
        break;
      case "too-late":
        state.put(answer.transfer);
        toast("bad", "You were not the first", tooLateWords(answer.transfer));
        return;
      case "pending":
        toast("plain", "Sent", `${what}, ${whom}: it takes longer than usual. The list shows it when it counts.`);
        break;
      case "unknown-transfer":
        toast("bad", "The platform does not know this transfer", `${what}, ${whom}`);
        return;
      case "failed":
        toast("bad", "The platform could not handle the decision", `Tell an operator: ${answer.deadLetter ?? was.key}`);
        return;
    }
    if (state.selected === was.key) select(isNarrow() ? undefined : next);
  }

  function nextAfter(key: string): string | undefined {
    const keys = state.waiting.map((transfer) => transfer.key);
    const at = keys.indexOf(key);
    return keys[at + 1] ?? keys[at - 1];
  }
}

const whomOf = ({ from, to }: TransferView) => `${from.owner ?? from.accountId} → ${to.owner ?? to.accountId}`;

const isNarrow = () => matchMedia("(width < 56rem)").matches;

void start();
