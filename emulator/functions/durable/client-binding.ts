import { linkParts, type ManagementLinks, managementLinks } from "../../durable/http/links.ts";

/** What the durable client binding is told. */
export interface ClientBindingOptions {
  readonly taskHub: string;
  /** Base address of the host that has the task hub. */
  readonly address: string;
  /** System key of the management webhook; undefined when keys are not asked for. */
  readonly key: string | undefined;
}

/** Stands for the instance id in the links of a client binding. */
const placeholder = "INSTANCEID";

/** The value of a `durableClient` input binding, as the durable library reads it: JSON, all values text. */
export function clientBindingValue({ taskHub, address, key }: ClientBindingOptions): string {
  const target = { taskHub, address, key };
  const { base, query } = linkParts(target);
  const creation = `${base}/orchestrators/{functionName}[/{instanceId}]?${query}`;
  return JSON.stringify({
    taskHubName: taskHub,
    creationUrls: {
      createNewInstancePostUri: creation,
      createAndWaitOnNewInstancePostUri: `${creation}&timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}`,
    },
    managementUrls: managementLinks(target, placeholder) satisfies ManagementLinks,
    baseUrl: base,
    requiredQueryStringParameters: query,
    rpcBaseUrl: `${address}/durabletask/`,
  });
}
