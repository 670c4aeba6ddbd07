import type { Example } from "../../model/contract.ts";
import { Random } from "../../samples/random.ts";
import { sampleOf } from "../../samples/sample-of.ts";
import { type Html, html, raw, text } from "../html.ts";
import type { Site } from "../model/site.ts";
import { printJsonShort } from "../print-json.ts";
import { section } from "./page.ts";

/** The examples of a schema; where none is written, one that is made: the same for the same schema. Nothing when none can be made. */
export function examplesSection(site: Site, schema: string, written: readonly Example[]): Html {
  if (written.length > 0) {
    const figures = written.map(({ name, summary, payload }, index) => figure(payload, summary ?? name, index === 0));
    return section("examples", written.length === 1 ? "Example" : "Examples", figures);
  }
  const made = sampleOf({ schemas: site.contract.schemas, name: schema }, new Random(schema));
  if (made === undefined) return raw("");
  return section("examples", "Example", figure(made, "Made from the schema; nobody has written one.", true));
}

/** The first one fills the form of the page. */
function figure(payload: unknown, caption: string | undefined, isFirst: boolean): Html {
  const title = caption === undefined ? raw("") : html`<figcaption>${caption}</figcaption>`;
  return html`<figure>${title}<pre${raw(isFirst ? " id=example" : "")}>${text(printJsonShort(payload))}</pre></figure>`;
}
