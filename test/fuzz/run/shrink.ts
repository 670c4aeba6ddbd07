import { Client } from "../wire/client.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { judge } from "./judge.ts";
import type { Fault } from "./run.ts";

/** Requests that are spent on making a case smaller. */
const mostTries = 120;

/** The smallest request found that shows a fault too; undefined when the fault does not show again. */
export async function shrink({ target, request }: Fault): Promise<FuzzRequest | undefined> {
  if (request === undefined) return undefined;
  const client = new Client(target.url);
  let tries = 0;
  const fails = async (candidate: FuzzRequest) => {
    tries++;
    return judge(target, candidate, await client.send(candidate)) !== undefined;
  };
  try {
    if (!(await fails(request))) return undefined;
    let smallest = request;
    for (let progress = true; progress && tries < mostTries; ) {
      progress = false;
      for (const candidate of smaller(smallest)) {
        if (tries >= mostTries || !(await fails(candidate))) continue;
        smallest = candidate;
        progress = true;
        break;
      }
    }
    return smallest;
  } finally {
    client.close();
  }
}

/** Requests that are a step smaller, the largest steps first. */
function* smaller(request: FuzzRequest): Generator<FuzzRequest> {
  const { headers, body, target } = request;
  const query = target.indexOf("?");
  if (query >= 0) yield { ...request, target: target.slice(0, query) };
  if (body.length > 0) yield { ...request, body: Buffer.alloc(0) };
  for (const [index] of headers.entries()) yield { ...request, headers: headers.toSpliced(index, 1) };
  for (const value of smallerJson(body)) yield { ...request, body: value };
  if (body.length > 8) {
    yield { ...request, body: body.subarray(0, body.length >> 1) };
    yield { ...request, body: body.subarray(body.length >> 1) };
  }
}

function* smallerJson(body: Buffer): Generator<Buffer> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    return;
  }
  for (const each of without(value)) yield Buffer.from(JSON.stringify(each));
}

/** The value with one member less, at any depth. */
function* without(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, each] of value.entries()) for (const less of without(each)) yield value.with(index, less);
    return;
  }
  const entries = Object.entries(value);
  for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
  for (const [name, each] of entries) for (const less of without(each)) yield { ...value, [name]: less };
}
