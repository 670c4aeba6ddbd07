import { assumptions } from "./assumptions.ts";
import { commandPaths } from "./command-path.ts";
import { type CostLine, costOf, executionsOf, totalOf } from "./cost.ts";
import { type Bill, fewTogether } from "./measure.ts";
import { type MixMeasure, unitsPerCommand } from "./measure-mix.ts";
import type { Prices } from "./prices.ts";
import { securePaths } from "./secure-path.ts";
import { idleUnits, monthly } from "./standing.ts";
import type { Usage } from "./usage.ts";

/** The page that says what it costs: pure, and the same for the same measurement and prices. */
export function pageOf(bill: Bill, prices: Prices): string {
  const sections = [
    intro(prices),
    costs(bill, prices),
    requests(bill),
    secured(bill),
    steps(bill),
    levers(bill, prices),
    replays(bill),
  ];
  return `${[...sections, idle(bill, prices), limits()].join("\n\n")}\n`;
}

function intro({ currency, region, date, source }: Prices): string {
  return `<!-- Written by \`npm run bill\`. Do not edit. -->
# What it costs

\`npm run bill\` counts every request that the worked example makes to Cosmos DB, with the real SDK and the requests of the Functions host
against the local one, while it plays the simulator's mix of commands. Request units are an **estimate** ([by what Microsoft
publishes](emulator.md#request-units)), Durable's storage is too; the counts are exact. The same code gives the same page.

Prices: ${currency}, ${region}, ${date}; ${source}. Others: \`npm run bill -- --prices FILE\` (like \`benchmarks/bill/prices.json\`).`;
}

function costs({ alone, together }: Bill, prices: Prices): string {
  const { leastSeconds, workSeconds, instanceGb } = assumptions;
  // Alone, an instance works on nothing else: each call of a function is paid for at the least.
  const lonely = costOf(alone, prices, (executionsOf(alone) / alone.sent.accepted) * leastSeconds);
  const busy = costOf({ ...together, stored: alone.stored }, prices, workSeconds);
  const cells = ({ amount, cost }: CostLine) => [amount, money(cost)];
  const rows = lonely.map((one, index) => [one.service, ...cells(one), ...cells(busy[index] ?? one)]);
  const total = ["**Together**", "", `**${money(totalOf(lonely))}**`, "", `**${money(totalOf(busy))}**`];
  const head = ["", "each command alone", prices.currency, `${fewTogether} at a time`, prices.currency];
  return `## A million commands

Commands that clients send and that are taken; what follows from them is in it: ${ratio(alone.counts.ownCommands, alone)} commands of
processes and reactions, ${ratio(alone.counts.events, alone)} events, ${ratio(alone.stored["notifications"]?.documents ?? 0, alone)} notifications, ${ratio(alone.processes.instances, alone)} process instances a command. The plan of \`npm run simulate\`, smaller:
${alone.sent.accepted} taken, ${alone.sent.duplicates} sent again, ${alone.sent.invalid} invalid, ${alone.counts.markers} refused or without effect.

${table(head, [...rows, total])}

*Alone* is the most: one command after the other, none sharing a page of a change feed; every call of a function is paid for with the least time,
${leastSeconds} s of an instance of ${instanceGb} GB, though many of them overlap. *${fewTogether} at a time*: pages are shared, and the instance is paid for the
${(workSeconds * 1000).toFixed(1)} ms of processor time that a command takes ([measured](../benchmarks/telemetry.md)), as when it is never idle. A bill lies between the two.
Free grants, taxes and traffic out of the region are left out.

In place of serverless: ${provisioned(alone, prices)}`;
}

function provisioned(alone: MixMeasure, prices: Prices): string {
  const hours = assumptions.month / 3600;
  const perSecond = (unitsPerCommand(alone) * 1_000_000) / assumptions.month;
  const shared = Math.max(400, Math.ceil(perSecond / 100) * 100);
  const most = Math.max(1000, Math.ceil(perSecond / 1000) * 1000);
  const fixed = (shared / 100) * hours * prices.cosmosProvisionedPer100UnitsHour;
  const auto = (share: number) => ((most * share) / 100) * hours * prices.cosmosAutoscalePer100UnitsHour;
  return `a million commands a month, evenly spread, take ${perSecond.toFixed(0)} RU/s. Throughput of ${shared} RU/s that all containers share is
${money(fixed)} a month, whatever happens; autoscale up to ${most} RU/s is ${money(auto(0.1))} to ${money(auto(1))}.`;
}

/** The ways of a command. */
export function requests({ paths }: Pick<Bill, "paths">): string {
  const rows = commandPaths.map(({ name, title }) => [title, ...usageCells(paths[name])]);
  return `## A command's requests to Cosmos DB

${table(["", "requests", "RU", "KB sent", "KB received"], rows)}

With the pages and checkpoints of the change feeds, for a command alone. Each request is listed with its reason in
[\`benchmarks/bill/command-path.ts\`](../benchmarks/bill/command-path.ts); \`test/bill/\` fails when one more is made, or one less.
*Warm*: state and documents are in the memory of the process; *cold*: in a new one.`;
}

/** What tokens and owners add. */
export function secured({ secured: usages }: Pick<Bill, "secured">): string {
  const rows = securePaths.map(({ name, title }) => [title, ...usageCells(usages[name])]);
  return `## Where tokens are asked for

All else on this page is measured with \`ApiTokens=off\`. With tokens, the same ways and what is refused on them:

${table(["", "requests", "RU", "KB sent", "KB received"], rows)}

A token alone asks Cosmos DB for nothing: its issuer's keys are kept for an hour. [Who owns](security.md) what a command or a query is about is one point read of
the read model's document, 1 RU for each KB, for each request with such a rule, and none for callers with the scope that a rule lets through. A query by key with
such a rule reads twice. The caller in the envelope makes command, events and outcome a little longer. Requests and reasons: [\`benchmarks/bill/secure-path.ts\`](../benchmarks/bill/secure-path.ts).`;
}

const stepNames: Readonly<Record<string, string>> = {
  accept: "taking it (HTTP)",
  feed: "pages of the change feeds",
  commands: "deciding it: state, events or marker, outcome, notification of a refusal",
  events: "read models and notifications",
  deliveries: "reactions and processes: their commands, inbox",
  checkpoint: "checkpoints",
};

function steps({ alone, together }: Bill): string {
  // How many operations of a page share a request depends on the machine's pace; what they are charged does not.
  const cells = (one: Usage | undefined, other: Usage | undefined) => [
    ratio(one?.requests ?? 0, alone),
    ratio(one?.units ?? 0, alone),
    ratio(other?.units ?? 0, together),
  ];
  const rowsOf = (kind: "byStep" | "byContainer", names: readonly (readonly [string, string])[]) =>
    names.map(([key, title]) => [title, ...cells(alone[kind][key], together[kind][key])]);
  const head = ["", "requests, each alone", "RU", `RU, ${fewTogether} at a time`];
  const containers = Object.keys(alone.byContainer).map((name) => [name, `\`${name}\``] as const);
  const total = ["**together**", ...cells(alone.total, together.total)];
  const events = (mix: MixMeasure) => ((mix.byStep["events"]?.units ?? 0) / mix.counts.events).toFixed(1);
  const models = ["accounts", "statements", "takings", "transfers"];
  const shown = models.reduce((sum, name) => sum + (alone.byContainer[name]?.units ?? 0), 0);
  const told = alone.byContainer["notifications"]?.units ?? 0;
  const delivered = alone.byStep["deliveries"]?.units ?? 0;
  return `## Where they go

A command of the mix, with what follows from it:

${table(head, [...rowsOf("byStep", Object.entries(stepNames)), ...rowsOf("byContainer", containers), total])}

An event costs ${events(alone)} RU for read models and notifications alone, ${events(together)} in shared pages. All read models take ${(shown / alone.counts.events).toFixed(1)} RU an event,
a notification ${(told / (alone.stored["notifications"]?.documents ?? 1)).toFixed(1)}, a step of a process or reaction ${(delivered / Math.max(1, alone.counts.ownCommands)).toFixed(1)} before its command is handled.`;
}

function levers({ together, alone, levers: tried }: Bill, prices: Prices): string {
  const base = unitsPerCommand(together);
  const units = (value: number) => [
    `${value.toFixed(1)} RU`,
    `${(((value - base) / base) * 100).toFixed(0)} %`,
    money((value - base) * prices.cosmosServerlessPerMillionUnits),
  ];
  const { telemetryKb, telemetryTenthKb, instanceGb } = assumptions;
  const telemetry = (telemetryTenthKb - telemetryKb) * prices.telemetryPerGb;
  const seconds = (executionsOf(alone) / alone.sent.accepted) * assumptions.leastSeconds;
  const smaller = -seconds * (instanceGb - 0.5) * 1_000_000 * prices.functionsPerGbSecond;
  const shared = base - unitsPerCommand(alone);
  const rows = [
    ["the mix, twenty at a time", ...units(base)],
    [
      "pages that are shared, by a longer `FeedPollDelay` (from alone to twenty at a time)",
      `${unitsPerCommand(alone).toFixed(1)} → ${base.toFixed(1)} RU`,
      `${((shared / unitsPerCommand(alone)) * 100).toFixed(0)} %`,
      money(shared * prices.cosmosServerlessPerMillionUnits),
    ],
    [
      "no indexes on `commands` and `notifications` (the dashboard's views of them become scans)",
      ...units(tried.fewerIndexes),
    ],
    ["without the notification `BalanceChanged`", ...units(tried.noBalanceChanged)],
    ["without the read model `statements`", ...units(tried.noStatements)],
    [
      "a tenth of the traces (`OTEL_TRACES_SAMPLER_ARG=0.1`)",
      `${telemetryKb} → ${telemetryTenthKb} KB`,
      `${(((telemetryTenthKb - telemetryKb) / telemetryKb) * 100).toFixed(0)} %`,
      money(telemetry),
    ],
    ["instances of 0.5 GB, where commands come alone", `${instanceGb} → 0.5 GB`, "-75 %", money(smaller)],
  ];
  return `## What moves it, and how to halve it

Each tried with the same mix; ${prices.currency} a million commands:

${table(["changed", "a command", "", prices.currency], rows)}

What moves it besides: a document's size hardly before 1 KB is full, then about a third more at 2 KB and twice as much at 16 KB; each indexed field 0.2 RU a write; each read model
one overwrite an event that it folds; each subscription an operation a delivery. Little traffic costs most in Functions, where the least time of a call
is paid for, and steady traffic in telemetry and Cosmos DB: sampling, small instances and shared pages halve it.`;
}

function replays({ replay: { events, cold, coldWithSnapshot, rebuild } }: Bill): string {
  const each = (usage: Usage, of: number) => (usage.units / of).toFixed(2);
  const rows = [
    [`state of a stream of ${events - 1} events, cold`, ...usageCells(cold), each(cold, events - 1)],
    ["the same, from a snapshot of its last event", ...usageCells(coldWithSnapshot), "–"],
    [
      `\`npm run rebuild\` of ${events} events, all read models right already`,
      ...usageCells(rebuild),
      each(rebuild, events),
    ],
  ];
  return `## Events that are read again

${table(["", "requests", "RU", "KB sent", "KB received", "RU an event"], rows)}`;
}

/** What an idle system asks for. */
export function idle({ standing }: Pick<Bill, "standing">, prices: Prices): string {
  const rows = standing.map((one) => [
    one.what,
    `${one.usage.requests}`,
    one.usage.units.toFixed(2),
    `${one.every} s`,
    `${one.times}`,
    (monthly(one) / 1_000_000).toFixed(2),
  ]);
  const units = idleUnits(standing);
  const hours = assumptions.month / 3600;
  return `## A month in which nothing happens

${table(["", "requests", "RU", "every", "times", "million RU a month"], rows)}

That is ${(units / 1_000_000).toFixed(1)} million RU, ${money((units / 1_000_000) * prices.cosmosServerlessPerMillionUnits)} ${prices.currency} of serverless, for one instance that is always there; ${money(4 * hours * prices.cosmosProvisionedPer100UnitsHour)} with 400 RU/s, whatever happens. An app on
Flex Consumption that is scaled to nothing polls nothing itself; Azure's scale controller looks instead, less often. \`FeedPollDelay\` of 5000 makes the first row a tenth, and a
command wait for up to five seconds at each of its steps. A health probe reads the database's own document, which is metadata and takes no units; each is a call of a
function. Timers and Durable Functions ask their storage account besides: cents.`;
}

function limits(): string {
  return `## What is not in it

- Azure was not asked: units are estimates, and bills are what Azure says they are. Serverless has no free tier, and 1,000 RU/s and 25 GB of provisioned throughput are free in one account of a subscription.
- More regions multiply what writes cost. Strong consistency doubles what reads cost.
- Queries of clients: a document by its key is 1 RU, a page of a list 2.3 RU and 1 for each KB, each a call of a function; a stream of notifications polls as often as \`FeedPollDelay\` says, 1 RU each time.
- What was given up, parked and redriven; more than one range, each of which is polled for itself.`;
}

function usageCells(usage: Usage | undefined): string[] {
  if (usage === undefined) return ["", "", "", ""];
  const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);
  return [`${usage.requests}`, usage.units.toFixed(1), kilobytes(usage.sent), kilobytes(usage.received)];
}

function ratio(value: number, { sent }: MixMeasure): string {
  return (value / sent.accepted).toFixed(1);
}

function money(value: number): string {
  return value.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, index) => (index === 0 ? "---|" : "--:|")).join("")}`, ...rows.map(line)].join(
    "\n",
  );
}
