import type { Area } from "./areas.ts";
import type { PlannedMessage } from "./messages.ts";

type Json = Readonly<Record<string, unknown>>;

const dialect = { $schema: "http://json-schema.org/draft-07/schema#" };
const text = (description: string, words: Json = {}): Json => ({ description, type: "string", ...words });
const value = (name: string): Json => ({ $ref: `../values/${name}.json` });
const object = (title: string, description: string, properties: Json, optional: readonly string[] = []): Json => ({
  ...dialect,
  title,
  description,
  type: "object",
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const beside = (name: string): Json => ({ $ref: `./${name}.json` });

/** What all messages share, by path: money, people, addresses, and the three ways to pay as one tagged union. */
export function sharedSchemas(): Readonly<Record<string, Json>> {
  const schemas: Record<string, Json> = {
    id: { ...dialect, ...text("Identifies one thing.", { title: "Id", format: "uuid" }) },
    person: {
      ...dialect,
      ...text("Sign-in name of a person.", {
        title: "Person",
        minLength: 2,
        maxLength: 40,
        pattern: "^[a-z][a-z0-9-]*$",
      }),
    },
    money: object("Money", "An amount in minor units.", {
      amount: { description: "Minor units.", type: "integer", minimum: 0, maximum: 1_000_000_000_000 },
      currency: text("ISO 4217 code.", { pattern: "^[A-Z]{3}$" }),
    }),
    address: object(
      "Address",
      "Where something is sent.",
      {
        street: text("Street and number.", { minLength: 1, maxLength: 80 }),
        city: text("City.", { minLength: 1, maxLength: 60 }),
        postcode: text("Postcode.", { pattern: "^[0-9A-Z -]{3,10}$" }),
        country: text("ISO 3166 code.", { pattern: "^[A-Z]{2}$" }),
      },
      ["postcode"],
    ),
    contact: object(
      "Contact",
      "How somebody is reached.",
      {
        name: text("Full name.", { minLength: 1, maxLength: 80 }),
        email: text("E-mail address.", { format: "email" }),
        phone: text("International number.", { pattern: "^\\+[1-9][0-9]{6,14}$" }),
        address: beside("address"),
      },
      ["phone"],
    ),
    line: object("Line", "One line of a list of goods.", {
      sku: text("Article.", { pattern: "^[A-Z]{3}-[0-9]{4}$" }),
      quantity: { description: "Pieces.", type: "integer", minimum: 1, maximum: 10_000 },
      price: beside("money"),
    }),
    "card-payment": object("Card payment", "Paid by card.", {
      method: { const: "card" },
      lastFour: text("Last four digits.", { pattern: "^[0-9]{4}$" }),
      expires: text("Last day.", { format: "date" }),
    }),
    "transfer-payment": object("Transfer payment", "Paid by bank transfer.", {
      method: { const: "transfer" },
      iban: text("Account.", { pattern: "^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$" }),
    }),
    "voucher-payment": object("Voucher payment", "Paid with a voucher.", {
      method: { const: "voucher" },
      code: text("Code.", { minLength: 8, maxLength: 16 }),
    }),
    means: {
      ...dialect,
      title: "Means",
      description: "How it is paid; `method` tells which.",
      oneOf: [beside("card-payment"), beside("transfer-payment"), beside("voucher-payment")],
    },
  };
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`schemas/values/${name}.json`, schema]));
}

/** The payload of a message: twelve fields. `edition` 2 has one optional field more in every fifth message. */
export function payloadSchema({ title, summary, area, kind, index }: PlannedMessage, edition: number): Json {
  const own = kind === "notification" ? { recipient: value("person") } : { [`${area.field}Id`]: value("id") };
  const fields: Json = {
    ...own,
    author: value("person"),
    occurredAt: text("When it was.", { format: "date-time" }),
    status: value(`${area.file}-status`),
    total: value("money"),
    contact: value("contact"),
    lines: { description: "What it is about.", type: "array", items: value("line"), minItems: 1, maxItems: 200 },
    means: value("means"),
    note: { description: "Free text; null when it was taken back.", type: ["string", "null"], maxLength: 200 },
    labels: {
      description: "Labels by name.",
      type: "object",
      additionalProperties: { type: "string", maxLength: 60 },
      maxProperties: 20,
    },
    position: {
      description: "Longitude and latitude.",
      type: "array",
      items: [
        { type: "number", minimum: -180, maximum: 180 },
        { type: "number", minimum: -90, maximum: 90 },
      ],
      additionalItems: false,
      minItems: 2,
    },
    link: text("Where more is said.", { format: "uri" }),
  };
  const more = edition > 1 && index % 5 === 0 ? { channel: text("Where it came from.", { maxLength: 20 }) } : {};
  return object(title, summary, { ...fields, ...more }, ["note", "labels", "link", "channel"]);
}

/** The states of an area's thing. */
export function statusSchema({ words }: Area): Json {
  return {
    ...dialect,
    title: `${words} status`,
    description: `How far a ${words} has come.`,
    type: "string",
    enum: ["open", "changed", "confirmed", "cancelled"],
  };
}

/** The document of an area's read model. */
export function documentSchema({ words, field, file }: Area): Json {
  return object(`${words} view`, `A ${words} as it stands.`, {
    [`${field}Id`]: value("id"),
    author: value("person"),
    status: value(`${file}-status`),
    total: value("money"),
    lines: { description: "How many lines it has.", type: "integer", minimum: 0 },
  });
}

/** A valid payload, about 1,230 bytes; the index makes payloads differ. */
export function payloadExample({ area, kind, index }: PlannedMessage): Json {
  const id = `${index.toString(16).padStart(8, "0")}-2f1b-4c3d-9e8f-0123456789ab`;
  const lines = Array.from({ length: 8 }, (_, line) => ({
    sku: `ABC-${String((index * 7 + line) % 10_000).padStart(4, "0")}`,
    quantity: line + 1,
    price: { amount: 1_250 + index + line, currency: "EUR" },
  }));
  const means = [
    { method: "card", lastFour: "4242", expires: "2027-08-31" },
    { method: "transfer", iban: "DE02120300000000202051" },
    { method: "voucher", code: "WELCOME-2026" },
  ];
  return {
    ...(kind === "notification" ? { recipient: "ada-lovelace" } : { [`${area.field}Id`]: id }),
    author: "grace-hopper",
    occurredAt: "2026-03-14T09:26:53.589Z",
    status: "open",
    total: { amount: 129_900 + index, currency: "EUR" },
    contact: {
      name: "Ada Lovelace",
      email: "ada.lovelace@mail.example.com",
      phone: "+442071838750",
      address: { street: "12 St James's Square", city: "London", postcode: "SW1Y 4JH", country: "GB" },
    },
    lines,
    means: means[index % means.length],
    note: index % 2 === 0 ? null : "Please ring twice, the bell is quiet.",
    labels: { season: "spring", campaign: "two for one", shelf: `A${index}`, warehouse: "north" },
    position: [-0.1337, 51.5074],
    link: "https://shop.example.com/things/2026/03/14?from=mail&lang=en#details",
  };
}
