// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { SettingDescriptor } from "eventwright/codegen/v1";

/** What is tuned for each deployment. */
export interface Settings {
  /**
   * A transfer of more than this many whole units of its currency out of an account with a guardian needs the
   * guardian's yes.
   */
  readonly guardianLimit: number;
  /** A transfer of this many whole units of its currency or more is held for review. */
  readonly reviewThreshold: number;
}

/** The settings with their defaults, and the app settings that override them. */
export const settings: readonly SettingDescriptor[] = [
  { name: "guardianLimit", appSetting: "GuardianLimit", type: "integer", default: 100 },
  { name: "reviewThreshold", appSetting: "ReviewThreshold", type: "integer", default: 1000 },
];
