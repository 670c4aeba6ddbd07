import type { Random } from "../random.ts";

type Words = readonly (readonly [name: RegExp, values: readonly string[]])[];

const people = ["Ada Berg", "Jonas Lind", "Mira Okafor", "Tom Weber", "Lena Castillo", "Idris Novak"];

/** What texts look like, by the name of the field; the first that matches. */
const texts: Words = [
  [/currency/i, ["EUR", "SEK", "USD"]],
  [/country/i, ["DE", "SE", "PT"]],
  [/language|locale/i, ["en", "de", "sv"]],
  [/e-?mail/i, ["ada.berg@example.com", "jonas.lind@example.com"]],
  [/phone/i, ["+49 30 5550100", "+46 8 5550199"]],
  [/city|town|place/i, ["Lisbon", "Malmö", "Graz"]],
  [/street|address/i, ["Harbour Street 12", "Mill Lane 4"]],
  [/colou?r/i, ["green", "amber", "blue"]],
  [/title|subject/i, ["Summer outing", "Monthly report", "New shelves"]],
  [/reason|note|comment|description|text|message|summary/i, ["For the groceries", "Thanks for last week", "As agreed"]],
  [/status|state|kind|type|category/i, ["open", "done", "waiting"]],
  [/merchant|company|shop|store|organi[sz]ation/i, ["Corner Bakery", "Riverside Books", "Blue Door Café"]],
  [/name|person|owner|guardian|author|user|customer|contact|recipient|reviewer|reader|by$/i, people],
  [/(id|key|code|number|reference|ref|sku)s?$/i, ["a-1042", "b-2077", "c-3190"]],
];

const plain = ["river", "meadow", "lantern", "harbour", "cedar", "orbit"];

/** Texts that would look right in a field of this name, in an order that the generator decides. */
export function usualTexts(name: string, random: Random): readonly string[] {
  const found = texts.find(([pattern]) => pattern.test(name))?.[1] ?? plain;
  const first = random.integer(0, found.length - 1);
  return [...found.slice(first), ...found.slice(0, first)];
}

/** A number that would look right in a field of this name. */
export function usualNumber(name: string, random: Random): number {
  if (/year/i.test(name)) return random.integer(2020, 2030);
  if (/month/i.test(name)) return random.integer(1, 12);
  if (/day/i.test(name)) return random.integer(1, 28);
  if (/percent|share|rate/i.test(name)) return random.integer(1, 20) * 5;
  if (/amount|price|total|balance|cents|credits|fee|cost|limit/i.test(name)) return random.integer(2, 90) * 50;
  if (/count|quantity|number|size|version|page/i.test(name)) return random.integer(1, 12);
  return random.integer(1, 100);
}

const phrase = "as long as it may be, so that nobody has to guess where the edge is; ";

/** A text of exactly so many characters. */
export function textOfLength(length: number, start: string): string {
  const text = start === "" ? phrase : `${start} `;
  return text
    .repeat(Math.ceil(length / text.length))
    .slice(0, length)
    .replace(/ $/, ".");
}
