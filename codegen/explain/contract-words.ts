import type { Location, Position } from "../diagnostics/diagnostic.ts";
import { isObject, own, stringAt } from "../json/json.ts";
import { segmentsOf } from "../json/pointer.ts";
import type { Contract } from "../model/contract.ts";
import type { OutlineOperation } from "../read/outline.ts";
import type { Sources } from "../read/read-contract.ts";
import { placeBelow, placeKey } from "../read/resolver.ts";
import type { Reason } from "./explanation.ts";

/** Finds the words of the document that the model was made from. */
export interface ContractWords {
  /** A word of a message's block `x-eventwright`. */
  ofMessage(message: { readonly at: Location }, word: string): Reason;
  /** A word below anything else of the contract that has a place. */
  below(thing: { readonly at: Location }, ...path: readonly string[]): Reason;
  /** A word of the document, from its root. */
  ofDocument(...path: readonly string[]): Reason;
  /** Where the document says that the API asks for a key, or for a token at every operation; undefined: nowhere. */
  readonly security: Reason | undefined;
  /** The same where it is tokens that are asked for at every operation. */
  readonly tokens: Reason | undefined;
  /** Where the operation that sends notifications says what they ask for; undefined: no operation sends them. */
  readonly told: Reason | undefined;
  /** As people count. */
  positionOf(at: Location): Position;
}

/** The words of a contract that was read from files. */
export function wordsOf(sources: Sources, contract: Contract): ContractWords {
  const wordAt = new Map(sources.outline.messages.map((message) => [placeKey(message.at), message.wordAt]));
  const root = { file: contract.file, pointer: "" };
  const reason = (at: Location, path: readonly string[], word: string): Reason => {
    const place = placeBelow(at, ...path);
    return { at: place, word, isSaid: isThere(sources, place) };
  };
  const security = securityOf(sources, root);
  const sending = sources.outline.operations.find(sendsNotifications);
  return {
    ofMessage({ at }, word) {
      const block = wordAt.get(placeKey(at))?.("x-eventwright") ?? placeBelow(at, "x-eventwright");
      return reason(block, [word], word);
    },
    below: ({ at }, ...path) => reason(at, path, path.join(".")),
    ofDocument: (...path) => reason(root, path, path.filter((word) => word !== "x-eventwright").join(".")),
    security,
    tokens: contract.keyed ? undefined : security,
    told: sending === undefined ? undefined : reason(sending.at, ["security"], "security"),
    positionOf: sources.positionOf,
  };
}

function sendsNotifications({ value, messages }: OutlineOperation): boolean {
  const kinds = messages.map((message) => stringAt(own(message.value, "x-eventwright"), "kind"));
  return stringAt(value, "action") === "send" && kinds.includes("notification");
}

function isThere(sources: Sources, { file, pointer }: Location): boolean {
  let value: unknown = sources.files.get(file)?.value;
  for (const segment of segmentsOf(pointer) ?? []) {
    value = Array.isArray(value) ? value[Number(segment)] : own(value, segment);
  }
  return value !== undefined;
}

function securityOf({ contract }: Sources, root: Location): Reason | undefined {
  const servers = own(contract.value, "servers");
  if (!isObject(servers)) return undefined;
  const name = Object.keys(servers).find((key) => Array.isArray(own(servers[key], "security")));
  if (name === undefined) return undefined;
  return { at: placeBelow(root, "servers", name, "security"), word: `servers.${name}.security`, isSaid: true };
}
