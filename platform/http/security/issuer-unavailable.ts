/** The issuer's keys cannot be had. By itself, so that whoever answers for it does not load what checks tokens. */
export class IssuerUnavailable extends Error {
  override readonly name = "IssuerUnavailable";
}
