import type { Location } from "../diagnostics/diagnostic.ts";
import { by, byCodeUnit, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import type { Process, Setting } from "./contract.ts";
import { millisecondsOf } from "./duration.ts";

const settingTypes = ["integer", "number", "string", "boolean"] as const;

/** Makes a setting of the model. */
export function buildSetting(name: string, value: unknown, at: Location): Setting {
  const type = stringAt(value, "type");
  return {
    name,
    at,
    description: stringAt(value, "description") ?? "",
    type: settingTypes.find((known) => known === type) ?? "string",
    default: own(value, "default"),
  };
}

/** Makes a process of the model. Lists of messages are sorted; the key keeps its order, which is part of the instance's id. */
export function buildProcess(name: string, value: unknown, at: Location): Process {
  const version = own(value, "version");
  const sorted = (word: string) => [...stringsAt(value, word)].sort(byCodeUnit);
  return {
    name,
    at,
    description: stringAt(value, "description") ?? "",
    version: typeof version === "number" ? version : 1,
    keeps: listAt(value, "keeps")
      .filter((item) => typeof item === "number")
      .sort((a, b) => b - a),
    startedBy: sorted("startedBy"),
    key: stringsAt(value, "key"),
    waitsFor: sorted("waitsFor"),
    sends: sorted("sends"),
    timeouts: Object.entries(objectAt(value, "timeouts"))
      .sort(by(([key]) => key))
      .map(([key, duration]) => ({
        name: key,
        at: { ...at, pointer: pointer(at.pointer, "timeouts", key) },
        duration: typeof duration === "string" ? millisecondsOf(duration) : undefined,
      })),
    retry: stringAt(value, "retry"),
    steps: stringAt(value, "steps"),
    idempotent: own(value, "idempotent") !== false,
  };
}
