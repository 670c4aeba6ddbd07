import { defineMessage } from "../../../platform/messages/define-message.ts";
import type { Fault, MessageDescriptor } from "../../../platform/messages/message-class.ts";

type Check = (value: unknown) => string | undefined;

/** A text that is not empty. */
export const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "must be a text");
/** A whole number. */
export const whole: Check = (value) => (Number.isInteger(value) ? undefined : "must be a whole number");
/** Nothing, or what the check takes. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

/** The module of a validator of these fields, as generated code has it. */
export function validator(fields: Readonly<Record<string, Check>>): MessageDescriptor["validator"] {
  const validate = (value: unknown): readonly Fault[] => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [{ pointer: "", message: "must be an object", keyword: "type" }];
    }
    const record = value as Record<string, unknown>;
    const wrong = Object.entries(fields).flatMap(([name, check]) => {
      const message = check(Object.hasOwn(record, name) ? record[name] : undefined);
      return message === undefined ? [] : [{ pointer: `/${name}`, message, keyword: "type" }];
    });
    const unknown = Object.keys(record).filter((name) => !Object.hasOwn(fields, name));
    return [
      ...wrong,
      ...unknown.map((name) => ({ pointer: `/${name}`, message: "is not known", keyword: "properties" })),
    ];
  };
  return async () => ({ validate });
}

/** Says of a message what generated code says. */
export function describe<Name extends string>(
  kind: MessageDescriptor["kind"],
  messageName: Name,
  fields: Readonly<Record<string, Check>>,
  more: Partial<Omit<MessageDescriptor, "messageName">> = {},
): MessageDescriptor & { readonly messageName: Name } {
  return {
    kind,
    messageName,
    version: 1,
    type: `tally.${messageName}.v1`,
    source: "/tally",
    schemaId: `https://tally.example/${messageName}.v1.json`,
    visibility: "public",
    ...(kind === "notification" ? { recipient: "/recipient" } : { stream: "counter", streamId: "/counterId" }),
    validator: validator(fields),
    ...more,
  };
}

const added = { counterId: text, amount: whole, note: optional(text) };

/** Adds to a counter. */
export class Add extends defineMessage<"Add", { counterId: string; amount: number; note?: string }>(
  describe("command", "Add", added, { dedupe: "payload" }),
) {}
/** Adds 1 so many times, as so many events. */
export class AddMany extends defineMessage<"AddMany", { counterId: string; times: number; ref: string }>(
  describe("command", "AddMany", { counterId: text, times: whole, ref: text }, { dedupe: ["/ref"] }),
) {}
/** Changes nothing. */
export class Touch extends defineMessage<"Touch", { counterId: string; n: number }>(
  describe("command", "Touch", { counterId: text, n: whole }),
) {}
/** Makes the decider throw. */
export class Break extends defineMessage<"Break", { counterId: string; how: string }>(
  describe("command", "Break", { counterId: text, how: text }),
) {}
/** Asks that another counter gets what this one has. */
export class Copy extends defineMessage<"Copy", { counterId: string; to: string }>(
  describe("command", "Copy", { counterId: text, to: text }),
) {}
/** Sent by the reaction only. */
export class Receive extends defineMessage<"Receive", { counterId: string; amount: number }>(
  describe("command", "Receive", { counterId: text, amount: whole }, { visibility: "private" }),
) {}
export class Added extends defineMessage<"Added", { counterId: string; amount: number; note?: string }>(
  describe("event", "Added", added),
) {}
export class CopyAsked extends defineMessage<"CopyAsked", { counterId: string; to: string; amount: number }>(
  describe("event", "CopyAsked", { counterId: text, to: text, amount: whole }),
) {}
export class Noted extends defineMessage<"Noted", { counterId: string; secret: string }>(
  describe("event", "Noted", { counterId: text, secret: text }, { visibility: "private" }),
) {}
export class AddRefused extends defineMessage<
  "AddRefused",
  { recipient: string; code: string; message: string; total: number }
>(describe("notification", "AddRefused", { recipient: text, code: text, message: text, total: whole })) {}
export class AddFailed extends defineMessage<"AddFailed", { recipient: string; deadLetter: string }>(
  describe("notification", "AddFailed", { recipient: text, deadLetter: text }),
) {}
export class TotalChanged extends defineMessage<"TotalChanged", { recipient: string; total: number }>(
  describe("notification", "TotalChanged", { recipient: text, total: whole }),
) {}

/** Every message of the contract. */
export const messages = [
  Add,
  AddMany,
  Touch,
  Break,
  Copy,
  Receive,
  Added,
  CopyAsked,
  Noted,
  AddRefused,
  AddFailed,
  TotalChanged,
];
