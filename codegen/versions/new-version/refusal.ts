import { type VersionRuleName, versionRules } from "../catalogue.ts";

/** A new version that cannot be made; nothing was changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly rule: VersionRuleName;

  /** @param what the fact, as a sentence; the rule adds why it matters and what to do */
  constructor(rule: VersionRuleName, what: string) {
    super(what);
    this.rule = rule;
  }

  /** The stable id of its rule. */
  get id(): string {
    return versionRules[this.rule].id;
  }
}
