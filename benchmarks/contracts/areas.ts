/** What one group of messages is about: one stream with its commands, events and read model. */
export interface Area {
  /** As a name in code, such as `RetailOrder`. */
  readonly name: string;
  /** As words in a sentence, such as `retail order`. */
  readonly words: string;
  /** As part of a file's name, such as `retail-order`. */
  readonly file: string;
  /** As the beginning of a field's name, such as `retailOrder`. */
  readonly field: string;
}

const things =
  `Order Invoice Shipment Return Payment Quote Contract Claim Booking Voucher Delivery Receipt Account Warranty Ticket
Subscription Refund Tender Parcel Licence`.split(/\s+/);
const kinds = "Retail Wholesale Export Import Online Store Partner Service Seasonal Regional".split(" ");

/** The areas of a contract: the first so many pairs of a kind and a thing, numbered when they are used up. */
export function areasOf(count: number): readonly Area[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[Math.floor(index / things.length) % kinds.length] ?? "";
    const thing = things[index % things.length] ?? "";
    const round = Math.floor(index / (things.length * kinds.length));
    const suffix = round === 0 ? "" : String(round + 1);
    const field = `${kind.toLowerCase()}${thing}${suffix}`;
    return {
      name: `${kind}${thing}${suffix}`,
      words: `${kind} ${thing}${suffix === "" ? "" : ` ${suffix}`}`.toLowerCase(),
      file: `${kind}-${thing}${suffix === "" ? "" : `-${suffix}`}`.toLowerCase(),
      field,
    };
  });
}
