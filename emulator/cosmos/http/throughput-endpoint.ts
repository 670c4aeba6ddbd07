import { badRequest } from "../errors.ts";
import { parseObject } from "../json.ts";
import { budgetWords, isBudget } from "../throughput/budget.ts";
import type { Throughput } from "../throughput/throughput.ts";
import { jsonReply, type Reply } from "./exchange.ts";

/** Path of the figures and of the budget; no name of a Cosmos resource begins so. */
export const throughputPath = "/_eventwright/throughput";

/** GET: requests, charges and refusals by container. Needs no key: it shows no data. */
export const readThroughputReport = (throughput: Throughput): Reply => jsonReply(200, throughput.report());

/**
 * PUT `{"budget": …}`: another budget from now on.
 * @throws CosmosError 400
 */
export function replaceBudget(throughput: Throughput, body: string): Reply {
  const { budget } = parseObject(body);
  if (!isBudget(budget)) throw badRequest(`budget must be ${budgetWords}.`);
  throughput.budget = budget;
  return readThroughputReport(throughput);
}
