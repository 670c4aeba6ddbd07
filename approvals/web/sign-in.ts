import { ApiError, type Session, signIn } from "./api.ts";
import { h } from "./dom.ts";

/** The page for those who are not signed in. */
export function signInPage(done: (session: Session) => void): HTMLElement {
  const name = h("input", {
    id: "name",
    name: "name",
    autocomplete: "name",
    maxlength: 64,
    required: true,
    autofocus: true,
  });
  const fault = h("p", { class: "fault", role: "alert" });
  const form = h(
    "form",
    { class: "card", novalidate: true },
    h("img", { src: "/assets/icon.svg", alt: "", width: 40, height: 40 }),
    h("h1", {}, "Approvals"),
    h("p", { class: "muted" }, "Transfers that wait for a person’s decision."),
    h("label", { for: "name" }, "Your name"),
    name,
    fault,
    h("button", { type: "submit", class: "primary" }, "Sign in"),
    h("p", { class: "small muted" }, "Your name is recorded with every decision you make."),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.textContent = "";
    try {
      done(await signIn(name.value));
    } catch (error) {
      fault.textContent = error instanceof ApiError ? error.message : String(error);
      name.focus();
    }
  });
  return h("main", { class: "sign-in" }, form);
}
