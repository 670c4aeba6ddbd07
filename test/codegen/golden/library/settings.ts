// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { SettingDescriptor } from "eventwright/codegen/v1";

/** What is tuned for each deployment. */
export interface Settings {
  readonly greeting: string;
  /** How often a reader is reminded. *\/ alert(1) /* */
  readonly reminders: number;
}

/** The settings with their defaults, and the app settings that override them. */
export const settings: readonly SettingDescriptor[] = [
  { name: "greeting", appSetting: "Greeting", type: "string", default: "Dear \"reader\"\u2028</script>" },
  { name: "reminders", appSetting: "Reminders", type: "integer", default: 3 },
];
