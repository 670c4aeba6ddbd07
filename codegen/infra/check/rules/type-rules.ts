/** How values of a type are compared, as a table. Pointers lead into the resource as the management API answers it. */
export interface RuleTable {
  /** What the service alone decides. */
  readonly readOnly?: readonly RegExp[];
  /** Lists whose order counts. All others are sets. */
  readonly ordered?: readonly RegExp[];
  /** Objects in which everything counts, also what the template does not name. */
  readonly strict?: readonly RegExp[];
  /** What holds where the template says nothing. A deviation counts. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Items of lists that are none of ours. */
  readonly ignoredItem?: (pointer: string, item: unknown) => boolean;
}

/** Tables by type in lower case. */
export type RuleTables = Readonly<Record<string, RuleTable>>;
