import { h, key } from "./dom.ts";

/** What keys do. */
export interface KeyActions {
  readonly move: (step: 1 | -1) => void;
  readonly edge: (end: "first" | "last") => void;
  readonly approve: () => void;
  readonly reject: () => void;
  readonly switchTab: () => void;
  readonly back: () => void;
}

const help: readonly (readonly [readonly string[], string])[] = [
  [["j", "↓"], "next transfer"],
  [["k", "↑"], "previous transfer"],
  [["a"], "approve"],
  [["r"], "reject"],
  [["Enter"], "confirm in the dialog"],
  [["t"], "switch between waiting and decided"],
  [["Esc"], "close, or back to the queue"],
  [["?"], "this help"],
];

/** The dialog that lists the keys. */
export function helpDialog(): HTMLDialogElement {
  const rows = help.map(([names, what]) => h("div", {}, h("dt", {}, ...names.map(key)), h("dd", {}, what)));
  const dialog = h(
    "dialog",
    { class: "help", "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, "Keys"),
    h("dl", {}, ...rows),
    h("form", { method: "dialog" }, h("button", { class: "plain", autofocus: true }, "Close")),
  );
  return dialog;
}

/** Makes the keys work wherever nobody is typing. */
export function listenToKeys(actions: KeyActions, dialog: HTMLDialogElement): void {
  const does: Readonly<Record<string, () => void>> = {
    j: () => actions.move(1),
    ArrowDown: () => actions.move(1),
    k: () => actions.move(-1),
    ArrowUp: () => actions.move(-1),
    Home: () => actions.edge("first"),
    End: () => actions.edge("last"),
    a: actions.approve,
    r: actions.reject,
    t: actions.switchTab,
    Escape: actions.back,
    "?": () => dialog.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as Element;
    if (document.querySelector("dialog[open]") !== null || target.closest("input, textarea, select") !== null) return;
    const action = Object.hasOwn(does, event.key) ? does[event.key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
