import { element } from "./element.ts";

/** The button that changes between light and dark; what was chosen is remembered where that is allowed. */
export function setUpTheme(): void {
  const button = element("button", { type: "button", class: "theme", "aria-label": "Light or dark" });
  document.querySelector("body > header")?.append(button);
  const root = document.documentElement;
  const isDark = () =>
    (root.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.textContent = isDark() ? "Light" : "Dark";
  };
  button.addEventListener("click", () => {
    root.dataset["theme"] = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset["theme"]);
    } catch {
      // It holds for this page then.
    }
    show();
  });
  show();
}
