import { own, stringAt } from "../json/json.ts";

const kinds = ["command", "event", "notification"];

/** Whether a message of the document does not say what it is for. */
export function isPlainMessage(message: unknown): boolean {
  return !kinds.includes(stringAt(own(message, "x-eventwright"), "kind") ?? "");
}
