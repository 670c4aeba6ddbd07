/** A message or query that a consumer uses. */
export interface Use {
  readonly message?: string;
  readonly query?: string;
  /** Of the message; bounds that are left out are none. */
  readonly versions?: { readonly from?: number; readonly to?: number };
  /** Pointers into documents, with `*` for items of lists. */
  readonly fields: "whole" | readonly string[];
}

/** Something that a consumer has agreed to. */
export interface Consent {
  readonly subject: string;
  readonly fields: "unused" | readonly string[];
  readonly by: string;
  readonly on: string;
}

/** What one consumer uses of a contract. */
export interface Pin {
  readonly consumer: string;
  readonly contact: string;
  readonly uses: readonly Use[];
  readonly consents?: readonly Consent[];
}
