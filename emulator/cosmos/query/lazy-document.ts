import type { Value } from "./values.ts";

/** An item whose text is made, and whose JSON is parsed, only when somebody looks. */
export class LazyDocument {
  readonly #render: () => string;
  #text: string | undefined;
  #value: Value;
  #parsed = false;

  constructor(render: () => string) {
    this.#render = render;
  }

  /** The item as JSON text, system properties included. */
  text(): string {
    this.#text ??= this.#render();
    return this.#text;
  }

  /** The item parsed. */
  value(): Value {
    if (!this.#parsed) {
      this.#value = JSON.parse(this.text());
      this.#parsed = true;
    }
    return this.#value;
  }
}

/** What stands for the item in a query without FROM, and in a group without rows. */
export const noDocument: LazyDocument = new (class extends LazyDocument {
  override value(): Value {
    return undefined;
  }
})(() => "null");
