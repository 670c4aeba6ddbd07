import { type ChaosControl, type OrderMessage, obey } from "../chaos/chaos.ts";
import { type FaultRecord, type Faults, sizeByHand } from "../chaos/faults.ts";
import { readLedger } from "../chaos/ledger.ts";
import { kindsByPart, type Operator, type OperatorReport, type Order, OrderRefused } from "../chaos/operator.ts";
import { rateNames } from "../chaos/rates.ts";
import { keyHeaderName } from "../cosmos/http/operator-key.ts";
import { rangesPath, splitPath } from "../cosmos/http/ranges-endpoint.ts";
import { throughputPath } from "../cosmos/http/throughput-endpoint.ts";
import type { Keys } from "./keys.ts";
import type { ReturningChild } from "./returning-child.ts";

/** What an operator works with. */
export interface OperatorParts {
  readonly faults: Faults;
  readonly control: ChaosControl;
  readonly ledger: string;
  readonly record: (fault: FaultRecord) => void;
  readonly cosmos: ReturningChild;
  readonly eventgrid: ReturningChild;
  /** Whether there is a further host, which only then can be killed or held. */
  readonly further: boolean;
  /** Address of the host that has the clock. */
  readonly api: string;
  readonly keys: Keys;
  /** Process id of the app; 0 while it is being restarted. */
  readonly appPid: () => number;
}

/** As many of the newest faults are told. */
const mostRecent = 100;

/** Carries out orders on the running local Azure. */
export function operatorOf(parts: OperatorParts): Operator {
  const { faults, control, cosmos, eventgrid, api, keys } = parts;
  const { host: _, ...alone } = kindsByPart;
  const kinds = parts.further ? kindsByPart : alone;
  const cosmosHeaders = { [keyHeaderName]: keys.cosmos };
  const hostHeaders = { "x-functions-key": keys.functions.master };
  const everywhere = (message: OrderMessage) => {
    obey(faults, message.order);
    for (const child of [cosmos, eventgrid]) child.tellOnce(message);
  };
  return {
    async report() {
      const { seed, rate, on, faults: count, counts } = control.report();
      const [throughput, ranges, clock] = await Promise.all([
        ask(`${cosmos.url}${throughputPath}`).catch(() => undefined),
        ask(`${cosmos.url}${rangesPath}`).catch(() => undefined),
        ask(`${api}/admin/clock`, { headers: hostHeaders }),
      ]);
      const recent = readLedger(parts.ledger).faults.slice(-mostRecent).reverse();
      return {
        ...{ seed, rate, on, faults: count, counts, recent, rates: rateNames, kinds },
        ...(throughput !== undefined && { throughput }),
        ...(ranges !== undefined && { ranges: (ranges as { containers: unknown }).containers }),
        clock: clock as OperatorReport["clock"],
      };
    },
    async carryOut(order: Order) {
      if ("faults" in order) {
        control.switch(order.faults === "on", order.rate);
        if (order.faults === "off") everywhere({ order: { part: "cosmos", kind: "", times: 0 } });
      } else if ("force" in order) {
        const { part } = order.force;
        if (kinds[part] === undefined)
          throw new OrderRefused("There is one host only; `npm start -- --hosts 2` has two.");
        const child = part === "cosmos" ? cosmos : part === "eventgrid" ? eventgrid : undefined;
        if (child === undefined) obey(faults, order.force);
        else child.tellOnce({ order: order.force } satisfies OrderMessage);
      } else if ("kill" in order) {
        kill(parts);
      } else if ("split" in order) {
        const { split: container, range } = order;
        await send("POST", `${cosmos.url}${splitPath}`, cosmosHeaders, { container, ...(range && { range }) });
      } else if ("budget" in order) {
        await send("PUT", `${cosmos.url}${throughputPath}`, cosmosHeaders, { budget: order.budget });
      } else {
        await send("POST", `${api}/admin/clock`, hostHeaders, { advance: order.advance });
      }
    },
  };
}

function kill({ appPid, record }: OperatorParts): void {
  const pid = appPid();
  if (pid === 0) throw new OrderRefused("The app's process is being restarted already.");
  process.kill(pid, "SIGKILL");
  const at = new Date().toISOString();
  record({
    life: 0,
    part: "worker",
    kind: "killed",
    number: 0,
    size: sizeByHand,
    what: `process ${pid}`,
    at,
    byHand: true,
  });
}

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new OrderRefused(`${new URL(url).pathname} answered ${response.status}: ${wordsOf(text)}`);
  return JSON.parse(text);
}

function send(method: string, url: string, headers: Readonly<Record<string, string>>, body: object): Promise<unknown> {
  return ask(url, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
}

/** What a part says for people, out of its answer. */
function wordsOf(text: string): string {
  try {
    const { message, detail } = JSON.parse(text) as { readonly message?: string; readonly detail?: string };
    return detail ?? message ?? text;
  } catch {
    return text;
  }
}
