import type { AppDefinition, ProcessDefinition } from "../../../platform/app/definition.ts";
import { defineMessage } from "../../../platform/messages/define-message.ts";
import { defineProcess } from "../../../platform/processes/define-process.ts";
import type { Process, ProcessContext } from "../../../platform/processes/process.ts";
import { reject, type StreamHandlers } from "../../../platform/streams/stream.ts";
import { describe, text } from "./messages.ts";

type Of<C> = C extends new (...args: never[]) => infer I ? I : never;
type Wish = { readonly wishId: string; readonly seat: string };

const wish = { stream: "wish", streamId: "/wishId" } as const;
const seat = { stream: "seat", streamId: "/seat" } as const;
const fields = { wishId: text, seat: text };

export class Want extends defineMessage<"Want", Wish>(describe("command", "Want", fields, wish)) {}
/** May be refused; an event tells nobody. */
export class TakeSeat extends defineMessage<"TakeSeat", Wish>(
  describe("command", "TakeSeat", fields, { ...seat, visibility: "private" }),
) {}
/** May not be refused. */
export class Confirm extends defineMessage<"Confirm", Wish>(
  describe("command", "Confirm", fields, { ...wish, visibility: "private" }),
) {}
export class Decline extends defineMessage<"Decline", Wish & { why: string }>(
  describe("command", "Decline", { ...fields, why: text }, { ...wish, visibility: "private" }),
) {}
export class Wanted extends defineMessage<"Wanted", Wish>(describe("event", "Wanted", fields, wish)) {}
export class SeatTaken extends defineMessage<"SeatTaken", Wish>(describe("event", "SeatTaken", fields, seat)) {}
export class Confirmed extends defineMessage<"Confirmed", Wish>(describe("event", "Confirmed", fields, wish)) {}
export class Declined extends defineMessage<"Declined", Wish & { why: string }>(
  describe("event", "Declined", { ...fields, why: text }, wish),
) {}

type Commands = { readonly TakeSeat: Wish; readonly Confirm: Wish; readonly Decline: Wish & { why: string } };
type Messages = { readonly Confirmed: Of<typeof Confirmed> };
type Rejections = { readonly TakeSeat: "seat-taken" | "seat-broken" };
type Context = ProcessContext<Messages, Commands, "rest", object, Rejections>;
export type BookingProcess = Process<Of<typeof Wanted>, Context>;

/** Takes the code of the process. */
export const bookingProcess = defineProcess<Of<typeof Wanted>, Messages, Commands, "rest", object, Rejections>();

/** Takes the seat, and then says what became of it. */
export const booking: BookingProcess = bookingProcess(function* ({ data }, ctx) {
  const taken = yield* ctx.send.TakeSeat(data);
  if (taken.status === "rejected") {
    yield* ctx.send.Decline({ ...data, why: taken.code });
    return taken.code;
  }
  yield* ctx.send.Confirm(data);
  yield* ctx.waitFor("Confirmed");
  return "booked";
});

/** A seat of this name parks whoever wants it. */
export const riddle = "riddle";

const wishes: StreamHandlers<object> = {
  initialState: () => ({}),
  decide: {
    Want: ({ data }: Of<typeof Want>) => [Wanted.create(data)],
    Confirm: ({ data }: Of<typeof Confirm>) => [Confirmed.create(data)],
    Decline: ({ data }: Of<typeof Decline>) => [Declined.create(data)],
  },
  evolve: { Wanted: (state) => state, Confirmed: (state) => state, Declined: (state) => state },
};

const seats: StreamHandlers<{ readonly taken: boolean }> = {
  initialState: () => ({ taken: false }),
  decide: {
    TakeSeat({ data }: Of<typeof TakeSeat>, { taken }) {
      if (data.seat === riddle) throw new Error("What is it?");
      return taken ? reject("seat-taken") : [SeatTaken.create(data)];
    },
  },
  evolve: { SeatTaken: () => ({ taken: true }) },
};

const retry = { attempts: 2, strategy: "fixed", first: 100, max: 100 } as const;

/** An app whose process sends a command that may be refused, as generated code would define it. */
export function bookingApp(process: BookingProcess = booking, change: Partial<ProcessDefinition> = {}): AppDefinition {
  const rejections = { "seat-taken": "The seat is taken.", "seat-broken": "The seat is broken." };
  const stream = { onRejected: [], onFailed: [] };
  return {
    service: { name: "booking", title: "Booking", version: "1", source: "/tally", topic: "bookings", rejections },
    messages: [Want, TakeSeat, Confirm, Decline, Wanted, SeatTaken, Confirmed, Declined],
    commandEndpoints: [{ functionName: "commandWant", route: "api/commands/want", message: Want }],
    queryEndpoints: [],
    streams: [
      {
        ...stream,
        name: "wish",
        commands: [Want, Confirm, Decline],
        events: [Wanted, Confirmed, Declined],
        handlers: wishes,
      },
      { ...stream, name: "seat", commands: [TakeSeat], events: [SeatTaken], handlers: seats },
    ],
    readModels: [],
    notifiers: [],
    reactions: [],
    processes: [
      {
        name: "booking",
        functionName: "processBooking",
        version: 1,
        startedBy: [Wanted],
        waitsFor: [Confirmed],
        sends: [TakeSeat, Confirm, Decline],
        rejections: { TakeSeat: ["seat-broken", "seat-taken"] },
        key: ["/wishId"],
        timeouts: { rest: 600_000 },
        steps: { attempts: 3, strategy: "exponential", first: 1000, max: 60_000 },
        versions: [{ version: 1, orchestrator: "runBookingV1", process }],
        onFailed: [],
        ...change,
      },
    ],
    retry: { commands: retry, projections: retry },
    documents: {
      openapi: async () => ({ openapi: "3.1.0" }),
      asyncapi: async () => ({ asyncapi: "3.1.0" }),
      html: async () => "<!doctype html><title>Booking</title>",
    },
  };
}
