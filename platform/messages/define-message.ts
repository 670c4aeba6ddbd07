import type { Draft, Envelope } from "./envelope.ts";
import type { Fault, Message, MessageClass, MessageDescriptor, Parsed, ValidatorModule } from "./message-class.ts";

/**
 * Makes the base of a generated message class from what the contract says of the message.
 *
 * @example
 * class AccountOpened extends defineMessage<"AccountOpened", AccountOpenedData>({ … }) {}
 * AccountOpened.create({ accountId, owner, currency })
 */
export function defineMessage<Name extends string, Data>(
  descriptor: MessageDescriptor & { readonly messageName: Name },
): MessageClass<Name, Data> {
  // Kept, because every dynamic import costs its resolution again.
  let validator: ValidatorModule | undefined;
  const base = class implements Message<Name, Data> {
    readonly envelope: Envelope<Data>;
    constructor(envelope: Envelope<Data>) {
      this.envelope = envelope;
      Object.freeze(this);
    }
    get name(): Name {
      return descriptor.messageName;
    }
    get version(): number {
      return descriptor.version;
    }
    get data(): Data {
      return this.envelope.data;
    }
    toJSON(): Envelope<Data> {
      return this.envelope;
    }
    static create(data: Data): Draft<Name, Data> {
      return { name: descriptor.messageName, data };
    }
    static async parse(data: unknown): Promise<Parsed<Data>> {
      validator ??= await descriptor.validator();
      const faults: readonly Fault[] = validator.validate(data);
      return faults.length === 0 ? { ok: true, value: data as Data } : { ok: false, faults };
    }
    static is(value: unknown): value is Message<Name, Data> {
      // By shape and type, not by class identity: two copies of the package must understand each other.
      if (typeof value !== "object" || value === null || !("envelope" in value)) return false;
      const { envelope } = value as { envelope?: { type?: unknown } | null };
      return envelope?.type === descriptor.type;
    }
  };
  return Object.assign(base, descriptor) as unknown as MessageClass<Name, Data>;
}
