import { session } from "./api.ts";
import { Desk, patience } from "./desk.ts";
import { h } from "./dom.ts";
import { signInPage } from "./sign-in.ts";

const app = document.getElementById("app") as HTMLElement;

async function start(): Promise<void> {
  try {
    const found = await session();
    if (found === undefined) app.replaceChildren(signInPage((session) => new Desk(session).show(app)));
    else new Desk(found).show(app);
  } catch (error) {
    app.replaceChildren(h("main", { class: "sign-in" }, h("p", { class: "card", role: "alert" }, String(error))));
    setTimeout(start, patience);
  }
}

void start();
