import { type Html, html, joined, raw } from "../html.ts";
import type { Flow, FlowNode } from "./graph.ts";
import { type LayeredEdge, layersOf } from "./layers.ts";
import { type Placed, placed } from "./place.ts";

/** What a drawing needs to know of the page that it stands on. */
export interface FlowLinks {
  readonly labelOf: (node: FlowNode) => string;
  /** The address of a step's page; undefined when it has none. */
  readonly hrefOf: (node: FlowNode) => string | undefined;
}

/** A flow as a picture with links, and beside it as a list, which narrow screens and screen readers get. */
export function drawFlow(flow: Flow, title: string, id: string, links: FlowLinks): Html {
  const layered = layersOf(flow);
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const widthOf = (key: string): number | undefined => {
    const node = nodes.get(key);
    return node === undefined ? undefined : Math.max(labelWidth(links.labelOf(node)), labelWidth(node.kind) * 0.8) + 24;
  };
  const place = placed(layered, widthOf);
  const steps = flow.nodes.map((node) => drawNode(node, place, links));
  const names = flow.nodes.slice(0, 20).map((node) => html`${links.labelOf(node)}`);
  return html`<svg viewBox="0 0 ${place.width} ${place.height}" width="${place.width}" height="${place.height}" role="img" aria-labelledby="${id}t ${id}d">
<title id="${id}t">${title}</title><desc id="${id}d">${flow.nodes.length} steps: ${joined(names, html`, `)}.</desc>
${layered.edges.map((edge) => drawEdge(edge, place))}${steps}</svg>`;
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
  const kind = node.kind.replace(" ", "-");
  const inside = html`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/><text x="${x + 12}" y="${y + 16}" class="k">${node.kind}</text><text x="${x + 12}" y="${y + 32}">${links.labelOf(node)}</text>`;
  const href = links.hrefOf(node);
  return href === undefined
    ? html`<g class="${kind}">${inside}</g>`
    : html`<a href="${href}" class="${kind}">${inside}</a>`;
}

/** A soft curve through the points of passage, with a head at the end where the flow goes. */
function drawEdge({ path, isBack }: LayeredEdge, { boxes }: Placed): Html {
  const points = path.map((id) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 });
  const middle = (box: (typeof points)[number]) => Math.round(box.y + box.height / 2);
  let line = "";
  for (let index = 1; index < points.length; index++) {
    const [from, to] = [points[index - 1], points[index]];
    if (from === undefined || to === undefined) continue;
    const [x1, y1, x2, y2] = [from.x + from.width, middle(from), to.x, middle(to)];
    const bend = Math.round((x2 - x1) / 2);
    line += index === 1 ? `M${x1} ${y1}` : `H${x1}`;
    line += `C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return raw("");
  const head = isBack ? `M${first.x + first.width} ${middle(first)}l7-4v8z` : `M${last.x} ${middle(last)}l-7-4v8z`;
  return html`<path d="${line}"/><path class="h" d="${head}"/>`;
}
