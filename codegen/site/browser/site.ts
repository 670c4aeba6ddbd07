import { setUpAnchors } from "./anchors.ts";
import { setUpCopy } from "./copy.ts";
import { setUpFlowLists } from "./flow-list.ts";
import { setUpSearch } from "./search.ts";
import { setUpTheme } from "./theme-switch.ts";
import { setUpForms } from "./try-it.ts";

// `up` is the way from the page to the top of the site.
const up = document.querySelector<HTMLScriptElement>("script[data-up]")?.dataset["up"] ?? "";
setUpSearch(up);
setUpTheme();
setUpAnchors();
setUpFlowLists();
setUpCopy();
setUpForms();
// On a narrow screen the menu would stand before everything else.
const menu = document.querySelector<HTMLDetailsElement>("nav details");
if (menu !== null && matchMedia("(max-width: 60rem)").matches) menu.open = false;
