/** Names of personal data, as words of a field's name: the last words of it, or all. */
const personal = new Set(
  `address|billing address|birth date|birth day|birthdate|birthday|card number|cell phone|city of birth|credit card|credit card
number|date of birth|driver licence|driver license|e mail|e mail address|email|email address|family name|first name|full name
|gender|given name|home address|iban|id card|ip address|last name|maiden name|mobile|mobile number|mobile phone|national id
|nationality|passport|passport number|phone|phone number|postal address|postal code|shipping address|social security number|ssn
|street|street address|surname|tax id|tax number|telephone|telephone number|zip|zip code`
    .replaceAll("\n", "")
    .split("|")
    .filter(Boolean),
);

/** Words before `address` that make it one of a machine, not of a person. */
const machines = new Set(
  "base callback channel contract endpoint event host mac memory queue server service topic web webhook".split(" "),
);

/** The words of a name: `dateOfBirth` and `date_of_birth` are the same. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** Whether a field holds personal data, by its name. */
export function isPersonal(name: string): boolean {
  const words = wordsOf(name);
  for (let start = 0; start < words.length; start++) {
    if (!personal.has(words.slice(start).join(" "))) continue;
    return !(words.at(-1) === "address" && machines.has(words[start - 1] ?? ""));
  }
  return false;
}

const money = new Set("amount balance cost fee payment price salary subtotal surcharge tax total tip".split(" "));

/** Whether a field holds money, by its name. */
export function looksLikeMoney(name: string): boolean {
  return money.has(wordsOf(name).at(-1) ?? "");
}

/** Whether a field holds a time, by its name. */
export function looksLikeTime(name: string): boolean {
  return /[a-z0-9](?:At|Date|DateTime|Timestamp)$|_(?:at|date|timestamp)$|^(?:date|datetime|timestamp)$/.test(name);
}

/** Whether a pattern allows texts up to some length only: whole, and without anything that repeats without end. */
export function isBoundedPattern(source: string): boolean {
  const bare = source.replace(/\\./gs, "_").replace(/\[(?:[^\]\\]|\\.)*\]/gs, "_");
  return bare.startsWith("^") && bare.endsWith("$") && !bare.includes("|") && !/[*+]|\{\d+,\}/.test(bare);
}
