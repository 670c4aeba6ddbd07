/** Which part of a container a query looks at. */
export interface KeyScope {
  /** Half-open interval of effective partition keys. */
  readonly min: string;
  readonly max: string;
  /** True when it is one whole partition key. */
  readonly single: boolean;
}
