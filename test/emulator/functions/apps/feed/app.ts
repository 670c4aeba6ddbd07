import { app, type InvocationContext } from "@azure/functions";

const failures = new Map<string, number>();
const options = {
  connection: "Cosmos",
  databaseName: "%Database%",
  containerName: "items",
  leaseContainerName: "leases",
  createLeaseContainerIfNotExists: true,
  startFromBeginning: true,
  maxItemsPerInvocation: 10,
  feedPollDelay: 50,
  leaseAcquireInterval: 300,
  leaseRenewInterval: 400,
  leaseExpirationInterval: 2_000,
};

interface Item {
  readonly id: string;
  readonly fail?: number;
  readonly exit?: boolean;
}

/** Fails an item as often as it asks, ends the process once when it asks for that. */
function handle(name: string, items: Item[], context: InvocationContext): void {
  for (const { id, fail = 0, exit } of items) {
    const failed = failures.get(name + id) ?? 0;
    if (failed < fail) {
      failures.set(name + id, failed + 1);
      throw new Error(`item ${id} fails`);
    }
    if (exit === true && process.env["MAY_EXIT"] === "true") process.exit(9);
  }
  context.log(`${name} ${context.retryContext?.retryCount ?? "-"} ${items.map(({ id }) => id).join(",")}`);
}

app.cosmosDB("withRetry", {
  ...options,
  leaseContainerPrefix: "a",
  retry: { strategy: "fixedDelay", maxRetryCount: -1, delayInterval: 0 },
  handler: (items: unknown[], context: InvocationContext) => handle("withRetry", items as Item[], context),
});
app.cosmosDB("withoutRetry", {
  ...options,
  leaseContainerPrefix: "b",
  handler: (items: unknown[], context: InvocationContext) => handle("withoutRetry", items as Item[], context),
});
