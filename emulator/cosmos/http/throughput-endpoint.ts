import { timingSafeEqual } from "node:crypto";
import { badRequest, unauthorized } from "../errors.ts";
import { parseObject } from "../json.ts";
import { budgetWords, isBudget } from "../throughput/budget.ts";
import type { Throughput } from "../throughput/throughput.ts";
import { jsonReply, type Reply } from "./exchange.ts";

/** Path of the figures and of the budget; no name of a Cosmos resource begins so. */
export const throughputPath = "/_eventwright/throughput";
/** Whoever changes the budget shows the account's key in this header, as base64. */
export const keyHeaderName = "x-eventwright-key";

/** GET: requests, charges and refusals by container. Needs no key: it shows no data. */
export const readThroughputReport = (throughput: Throughput): Reply => jsonReply(200, throughput.report());

/**
 * PUT `{"budget": …}`: another budget from now on.
 * @throws CosmosError 400, 401
 */
export function replaceBudget(throughput: Throughput, key: Buffer, shown: unknown, body: string): Reply {
  const given = Buffer.from(typeof shown === "string" ? shown : "", "base64");
  if (given.length !== key.length || !timingSafeEqual(given, key)) {
    throw unauthorized(`Changing the budget needs the account's key in the header ${keyHeaderName}.`);
  }
  const { budget } = parseObject(body);
  if (!isBudget(budget)) throw badRequest(`budget must be ${budgetWords}.`);
  throughput.budget = budget;
  return readThroughputReport(throughput);
}
