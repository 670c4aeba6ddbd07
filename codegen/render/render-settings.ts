import type { Contract, Setting } from "../model/contract.ts";
import { appSetting, settingsFile } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { array, literal } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** The settings as processes see them, and what the platform reads them by. No file when nobody could read any. */
export function renderSettings(contract: Contract): readonly (readonly [path: string, text: string])[] {
  const { settings, processes, file } = contract;
  if (settings.length === 0 && processes.length === 0) return [];
  const module = new TypeScriptModule(settingsFile, file);
  const comment = "/** What is tuned for each deployment. */\n";
  if (settings.length === 0) {
    return [[settingsFile, module.print(`${comment}export type Settings = Readonly<Record<never, never>>;`)]];
  }
  const fields = settings.map(
    (setting) => `${docComment(setting.description, "  ")}  readonly ${setting.name}: ${typeName(setting)};\n`,
  );
  const body = [
    `${comment}export interface Settings {\n${fields.join("")}}\n\n`,
    "/** The settings with their defaults, and the app settings that override them. */\n",
    `export const settings: readonly ${module.platformType("SettingDescriptor")}[] = ${array(settings.map(descriptor))};`,
  ];
  return [[settingsFile, module.print(body.join(""))]];
}

function typeName({ type }: Setting): string {
  return type === "integer" ? "number" : type;
}

function descriptor(setting: Setting): string {
  const value = typeof setting.default === "string" ? literal(setting.default) : String(setting.default);
  const { name, type } = setting;
  return `{ name: ${literal(name)}, appSetting: ${literal(appSetting(setting))}, type: ${literal(type)}, default: ${value} }`;
}
