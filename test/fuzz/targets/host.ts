import { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { jsonText, mutate } from "../hostile/json.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import { hostileText, hostileValue } from "../hostile/values.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { problemFault, type Target } from "./target.ts";

/** What is known of the Functions host before the first request. */
export interface HostFacts {
  readonly keys: { readonly master: string; readonly eventgrid: string };
  /** Functions that are no HTTP functions. */
  readonly functions: readonly string[];
}

/** The Functions host: its admin endpoints, and the Event Grid webhook of the app. */
export function hostTarget(url: string, seed: number, facts: HostFacts): Target {
  const dice = new Dice(seed, "host ids");
  const ids = Array.from({ length: 8 }, () => dice.uuid());
  return {
    name: "host",
    url,
    // Without a key, and where no route is, Azure answers without a body.
    faultOf: (request, answer) =>
      (answer.status === 401 || answer.status === 404) && answer.body === ""
        ? undefined
        : problemFault(request, answer),
    request: (each) => disturb(each, each.chance(0.5) ? admin(each, facts) : webhook(each, facts, ids)),
    probe: () => ({
      method: "GET",
      target: "/admin/host/status",
      headers: [["x-functions-key", facts.keys.master]],
      body: Buffer.alloc(0),
      framing: "none",
    }),
  };
}

function admin(dice: Dice, { keys, functions }: HostFacts): FuzzRequest {
  const name = () => (dice.chance(0.7) ? dice.pick(functions) : hostileSegment(dice));
  const key: [string, string] = ["x-functions-key", dice.chance(0.9) ? keys.master : "wrong"];
  const get = (target: string): FuzzRequest => ({
    method: "GET",
    target,
    headers: [key],
    body: Buffer.alloc(0),
    framing: "none",
  });
  const post = (target: string, value: unknown): FuzzRequest => ({
    method: "POST",
    target,
    headers: [key, ["content-type", "application/json"]],
    body: Buffer.from(jsonText(dice, value)),
    framing: "length",
  });
  return dice.weighted<() => FuzzRequest>([
    [1, () => get("/admin/host/status")],
    [1, () => get("/admin/host/ping")],
    [1, () => get("/admin/functions")],
    [2, () => get(`/admin/functions/${name()}`)],
    [2, () => get(`/admin/durable/instances/${hostileSegment(dice)}/history`)],
    [1, () => get(`/admin/${hostileSegment(dice)}${hostileQuery(dice, { code: [keys.master] })}`)],
    [2, () => post(`/admin/functions/${name()}`, mutate(dice, { input: dice.chance(0.5) ? hostileText(dice) : "{}" }))],
    [
      2,
      () =>
        post(
          "/admin/clock",
          mutate(dice, { advance: dice.pick(["PT1S", "P0D", "-PT1S", "P1Y", "PT", "P99999999999W"]) }),
        ),
    ],
  ])();
}

/** CloudEvents as Event Grid delivers them, and as somebody who pretends to be Event Grid might. */
function webhook(dice: Dice, { keys, functions }: HostFacts, ids: readonly string[]): FuzzRequest {
  const name = dice.chance(0.8) ? dice.pick(functions) : hostileSegment(dice);
  const code = dice.weighted([
    [10, keys.eventgrid],
    [1, keys.master],
    [1, "wrong"],
    [1, ""],
  ]);
  const kind = dice.weighted([
    [10, "Notification"],
    [2, "SubscriptionValidation"],
    [1, "Unsubscribe"],
    [1, "SubscriptionDeletion"],
    [1, ""],
  ]);
  const validation = {
    id: "1",
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    data: { validationCode: "abc" },
  };
  const event = kind === "SubscriptionValidation" ? validation : cloudEvent(dice, ids);
  const value = dice.chance(0.2) ? event : mutate(dice, event);
  return {
    method: dice.chance(0.9) ? "POST" : "OPTIONS",
    target: `/runtime/webhooks/EventGrid?functionName=${name}&code=${code}`,
    headers: [
      ["content-type", "application/cloudevents+json"],
      ["aeg-event-type", kind],
    ],
    body: Buffer.from(jsonText(dice, dice.chance(0.2) ? [value] : value)),
    framing: "length",
  };
}

/** An event like those of the app; its data may be what the contract says, or not. */
function cloudEvent(dice: Dice, ids: readonly string[]): Record<string, unknown> {
  const account = dice.pick(ids);
  return {
    specversion: "1.0",
    id: `account-${account}/${dice.integer(1, 9)}`,
    source: "/credits",
    type: dice.pick([
      "credits.CreditsReserved.v1",
      "credits.PaymentReserved.v1",
      "credits.PaymentTaken.v1",
      "credits.Unknown.v1",
    ]),
    subject: `account-${account}`,
    time: "2026-11-26T12:00:00Z",
    correlationid: dice.pick(ids),
    causationid: dice.pick(ids),
    data: {
      transferId: dice.pick(ids),
      paymentId: dice.pick(ids),
      fromAccountId: account,
      toAccountId: dice.pick(ids),
      merchantId: dice.pick(ids),
      amount: dice.chance(0.8) ? 100 : hostileValue(dice),
      currency: "EUR",
    },
  };
}
