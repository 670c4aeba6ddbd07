import { useState } from "preact/hooks";

const next = { system: "light", light: "dark", dark: "system" } as const;
type Theme = keyof typeof next;
const signs: Readonly<Record<Theme, string>> = { system: "◐", light: "☀", dark: "☾" };

/** Chooses between light and dark colours, or the system's. */
export function ThemeSwitch() {
  const given = document.documentElement.dataset["theme"];
  const [theme, set] = useState<Theme>(given === "light" || given === "dark" ? given : "system");
  const choose = (to: Theme) => {
    set(to);
    if (to === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = to;
    try {
      localStorage.setItem("theme", to);
    } catch {
      // Storage may be forbidden; then it holds for this page.
    }
  };
  const words = `Colours: ${theme}. Change to ${next[theme]}.`;
  return (
    <button type="button" class="quiet" aria-label={words} title={words} onClick={() => choose(next[theme])}>
      <span aria-hidden="true">{signs[theme]}</span>
    </button>
  );
}
