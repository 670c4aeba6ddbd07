import type { AccessRule } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { sleep } from "../../clock/clock.ts";
import { resolvePointer } from "../../messages/json-pointer.ts";
import { keyOfValue } from "../../read-models/keys.ts";
import type { HttpRequest } from "../exchange.ts";
import type { Caller } from "./caller.ts";
import { notYours } from "./refusals.ts";

/** Looks for a document that is not there yet: a client may be faster than its read model. Milliseconds between them. */
const looks = [100, 200, 400] as const;

/** What a request says that an access rule asks for. */
export function parameterOf(request: HttpRequest, rule: AccessRule): unknown {
  if ("pointer" in rule.key) return undefined;
  return request.params[rule.key.parameter] ?? request.query.get(rule.key.parameter) ?? undefined;
}

/**
 * Lets a caller through who owns the document with a key, or is the one whom the key names. Nobody owns a document that is not there, or that names no owner.
 * Without a caller nobody is asked: no tokens are asked for then.
 * @throws Problem 403
 */
export async function checkOwner(
  runtime: Runtime,
  rule: AccessRule,
  caller: Caller | undefined,
  key: unknown,
): Promise<void> {
  if (caller === undefined) return;
  if (rule.unlessScope !== undefined && caller.scopes.has(rule.unlessScope)) return;
  const text = typeof key === "number" ? String(key) : key;
  const owner = typeof text === "string" ? await ownerOf(runtime, rule, text) : undefined;
  if (typeof owner !== "string" || owner !== caller.subject) throw notYours("What the request is about");
}

async function ownerOf(runtime: Runtime, { readModel, owner }: AccessRule, key: string): Promise<unknown> {
  if (readModel === undefined) return key;
  return owner === undefined ? undefined : resolvePointer(await find(runtime, readModel, key), owner);
}

async function find(runtime: Runtime, readModel: string, text: string): Promise<unknown> {
  const container = runtime.catalog.readModels.get(readModel)?.descriptor.container;
  // No store takes a longer key, so that nothing can be there.
  if (container === undefined || text === "" || !text.isWellFormed() || Buffer.byteLength(text, "utf8") > 512) return;
  const { partition, id } = keyOfValue(text);
  const read = async () => (await runtime.stores.readModels.read(container, partition, id))?.record.data;
  let document = await read();
  for (const wait of looks) {
    if (document !== undefined) return document;
    await sleep(runtime.clock, wait);
    document = await read();
  }
  return document;
}
