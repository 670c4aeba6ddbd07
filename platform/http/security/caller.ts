/** Who sends a request: what a token says whose signature, issuer and audience were checked. */
export interface Caller {
  /** The value of the claim that names people and applications, such as `sub`. */
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  /** When the token counts no longer, ms since 1970: what goes on for long ends then. */
  readonly until: number;
}
