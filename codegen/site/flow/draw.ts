import { attr, type Html, html } from "../html.ts";
import type { Flow, FlowNode } from "./graph.ts";
import { type LayeredEdge, layersOf } from "./layers.ts";
import { type Box, type Placed, placed } from "./place.ts";

/** What a drawing needs to know of the page that it stands on. */
export interface FlowLinks {
  readonly labelOf: (node: FlowNode) => string;
  /** The address of a step's page; undefined when it has none. */
  readonly hrefOf: (node: FlowNode) => string | undefined;
}

/**
 * A flow as a picture whose steps are links. `data-edges` says which step leads to which, by number, so that the site's script can
 * make a list of it for screens that are too narrow for a picture.
 */
export function drawFlow(flow: Flow, title: string, links: FlowLinks): Html {
  const layered = layersOf(flow);
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const widthOf = (key: string): number | undefined => {
    const node = nodes.get(key);
    return node === undefined ? undefined : Math.max(labelWidth(links.labelOf(node)), labelWidth(node.kind) * 0.8) + 24;
  };
  const place = placed(layered, widthOf);
  const numbers = new Map(flow.nodes.map((node, index) => [node.id, index]));
  const edges = flow.edges.map(([from, to]) => `${numbers.get(from)}-${numbers.get(to)}`).join(" ");
  const curves = layered.edges.map((edge) => curveOf(edge, place));
  const heads = layered.edges.map((edge) => headOf(edge, place));
  return html`<svg role=group viewBox="0 0 ${place.width} ${place.height}" width=${place.width} height=${place.height} data-edges="${edges}"><title>${title}</title><desc>${flow.nodes.length} steps, each a link.</desc><path d="${curves.join("")}"/><path class=h d="${heads.join("")}"/>${flow.nodes.map((node) => drawNode(node, place, links))}</svg>`;
}

/** Letters are about this wide in the font and size of the drawing, pixels; wide ones and other scripts take more. */
function labelWidth(label: string): number {
  let width = 0;
  for (const letter of label) {
    width +=
      letter.charCodeAt(0) > 0x2e7f ? 14 : /[A-ZMWmw@%]/.test(letter) ? 9.6 : /[iljtfrI.,' ]/.test(letter) ? 4.4 : 7.4;
  }
  return Math.ceil(width);
}

function drawNode(node: FlowNode, { boxes }: Placed, links: FlowLinks): Html {
  const { x, y, width, height } = boxes.get(node.id) ?? { x: 0, y: 0, width: 0, height: 0 };
  const inside = html`<rect width=${width} height=${height} rx=7 /><text x=12 y=16 class=k>${node.kind}</text><text x=12 y=32>${links.labelOf(node)}</text>`;
  const href = links.hrefOf(node);
  const start = html`class=${node.kind.replace(" ", "-")} transform="translate(${x} ${y})"`;
  return href === undefined ? html`<g ${start}>${inside}</g>` : html`<a href=${attr(href)} ${start}>${inside}</a>`;
}

/** A soft curve through the points of passage. */
function curveOf({ path }: LayeredEdge, { boxes }: Placed): string {
  let line = "";
  for (let index = 1; index < path.length; index++) {
    const [from, to] = [boxes.get(path[index - 1] ?? ""), boxes.get(path[index] ?? "")];
    if (from === undefined || to === undefined) continue;
    const [x1, y1, x2, y2] = [from.x + from.width, middle(from), to.x, middle(to)];
    const bend = Math.round((x2 - x1) / 2);
    line += index === 1 ? `M${x1} ${y1}` : `H${x1}`;
    line += `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  return line;
}

/** The head of an arrow at the end where the flow goes. */
function headOf({ path, isBack }: LayeredEdge, { boxes }: Placed): string {
  const box = boxes.get((isBack ? path[0] : path.at(-1)) ?? "");
  if (box === undefined) return "";
  return isBack ? `M${box.x + box.width} ${middle(box)}l7-4v8z` : `M${box.x} ${middle(box)}l-7-4v8z`;
}

function middle({ y, height }: Box): number {
  return Math.round(y + height / 2);
}
