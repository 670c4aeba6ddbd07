import { type FunctionInfo, hasTrigger } from "../function-info.ts";
import { readCosmosOptions } from "./cosmos/options.ts";

/** Warnings about what an app declares and Azure would do with it silently. */
export function retryAdvice(functions: readonly FunctionInfo[]): string[] {
  return [...uselessPolicies(functions), ...sharedLeases(functions)];
}

function uselessPolicies(functions: readonly FunctionInfo[]): string[] {
  const honoured = (info: FunctionInfo) => hasTrigger(info, "timerTrigger") || hasTrigger(info, "cosmosDBTrigger");
  return functions
    .filter((info) => info.retry !== undefined && hasTrigger(info, "eventGridTrigger") && !honoured(info))
    .map(
      ({ name }) =>
        `Function "${name}" has a retry policy, but an Event Grid trigger knows none: the subscription's own retries count. The policy is ignored.`,
    );
}

function sharedLeases(functions: readonly FunctionInfo[]): string[] {
  const seen = new Map<string, string>();
  const warnings: string[] = [];
  for (const info of functions.filter((each) => hasTrigger(each, "cosmosDBTrigger"))) {
    let key: string;
    try {
      const { leaseConnection, leaseDatabase, leaseContainer, leasePrefix, connection, database, container } =
        readCosmosOptions(info);
      key = [leaseConnection, leaseDatabase, leaseContainer, leasePrefix, connection, database, container].join("\n");
    } catch {
      // Reported where the trigger is made.
      continue;
    }
    const other = seen.get(key);
    if (other !== undefined) {
      warnings.push(
        `Functions "${other}" and "${info.name}" read the same container with the same leases, so each change reaches only one of them. Give each a leaseContainerPrefix of its own.`,
      );
    }
    seen.set(key, info.name);
  }
  return warnings;
}
