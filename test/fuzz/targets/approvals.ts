import { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { jsonText, mutate } from "../hostile/json.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import { hostileText } from "../hostile/values.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { problemFault, type Target } from "./target.ts";

/** What is known of the approvals application before the first request. */
export interface ApprovalsFacts {
  /** Secret of the webhook's address. */
  readonly code: string;
  readonly cookie: string;
  readonly csrf: string;
}

/** The approvals application: its webhook, its page and the page's API. */
export function approvalsTarget(url: string, seed: number, facts: ApprovalsFacts): Target {
  const dice = new Dice(seed, "approvals ids");
  const ids = Array.from({ length: 8 }, () => dice.uuid());
  return {
    name: "approvals",
    url,
    faultOf: problemFault,
    request: (each) => disturb(each, each.chance(0.5) ? hook(each, facts, ids) : page(each, facts, ids)),
    probe: () => ({ method: "GET", target: "/health", headers: [], body: Buffer.alloc(0), framing: "none" }),
  };
}

function hook(dice: Dice, { code }: ApprovalsFacts, ids: readonly string[]): FuzzRequest {
  const given = dice.weighted([
    [12, code],
    [1, ""],
    [1, code.slice(1)],
    [1, "%ff"],
  ]);
  const [transferId, fromAccountId, toAccountId] = [dice.pick(ids), dice.pick(ids), dice.pick(ids)];
  const event = {
    specversion: "1.0",
    id: `account-${fromAccountId}/${dice.integer(1, 99)}`,
    source: "/credits",
    type: dice.pick(
      ["TransferHeld", "TransferApproved", "TransferRejected", "TransferExpired", "Other"].map(
        (name) => `credits.${name}.v1`,
      ),
    ),
    subject: `account-${fromAccountId}`,
    time: "2026-11-26T12:00:00Z",
    data: {
      transferId,
      fromAccountId,
      toAccountId,
      from: "anna",
      amount: 150_000,
      currency: "EUR",
      reviewer: "rita",
      until: "2026-11-29T12:00:00Z",
      heldUntil: "2026-11-29T12:00:00Z",
    },
  };
  const validation = { eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data: { validationCode: "abc" } };
  const kind = dice.weighted([
    [8, "Notification"],
    [2, "SubscriptionValidation"],
    [1, "SubscriptionDeletion"],
  ]);
  const value = kind === "SubscriptionValidation" ? [validation] : dice.chance(0.3) ? [event, event] : event;
  return {
    method: dice.weighted([
      [8, "POST"],
      [1, "OPTIONS"],
      [1, "PUT"],
    ]),
    target: `/hooks/events?code=${given}`,
    headers: [
      ["content-type", "application/cloudevents+json"],
      ["aeg-event-type", kind],
      ["webhook-request-origin", dice.pick(["eventgrid.azure.net", "evil.example", "EVENTGRID.azure.net", ""])],
    ],
    body: Buffer.from(jsonText(dice, dice.chance(0.3) ? value : mutate(dice, value))),
    framing: "length",
  };
}

function page(dice: Dice, { cookie, csrf }: ApprovalsFacts, ids: readonly string[]): FuzzRequest {
  const segment = () => (dice.chance(0.6) ? dice.pick(ids) : hostileSegment(dice));
  const signedIn: [string, string][] = [
    ["cookie", dice.chance(0.9) ? cookie : hostileHeaderValue(dice)],
    ["x-csrf-token", dice.chance(0.9) ? csrf : "wrong"],
    ["content-type", "application/json"],
  ];
  const [method, target, value] = dice.weighted<() => readonly [string, string, unknown?]>([
    [1, () => ["GET", `/${dice.chance(0.5) ? "" : `assets/${hostileSegment(dice)}`}`]],
    [1, () => ["GET", `/assets/${dice.pick(["main.ts", "base.css", "icon.svg", "../main.ts", "tsconfig.json"])}`]],
    [1, () => ["GET", "/api/session"]],
    [3, () => ["POST", "/api/session", { name: dice.chance(0.5) ? "bob" : hostileText(dice) }]],
    [0.5, () => ["DELETE", "/api/session"]],
    [2, () => ["GET", `/api/transfers${hostileQuery(dice, {})}`]],
    [0.3, () => ["GET", "/api/stream"]],
    [3, () => ["GET", `/api/transfers/${segment()}/${segment()}`]],
    [
      4,
      () => [
        "POST",
        `/api/transfers/${segment()}/${segment()}/${dice.pick(["approve", "reject", "explode"])}`,
        { reason: hostileText(dice) },
      ],
    ],
    [1, () => ["GET", `/${hostileSegment(dice)}`]],
    [1, () => ["GET", `/api/${hostileSegment(dice)}`]],
  ])();
  const body =
    value === undefined ? Buffer.alloc(0) : Buffer.from(jsonText(dice, dice.chance(0.5) ? value : mutate(dice, value)));
  return { method, target, headers: signedIn, body, framing: value === undefined ? "none" : "length" };
}
