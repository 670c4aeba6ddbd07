/** Where the management API of a task hub is reached. */
export interface LinkTarget {
  readonly taskHub: string;
  /** Base address of the host, without a slash at the end. */
  readonly address: string;
  /** System key; undefined when keys are not asked for. */
  readonly key: string | undefined;
}

/** Links to one instance; all text, because the durable library treats each as text. */
export interface ManagementLinks {
  readonly id: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly terminatePostUri: string;
  readonly rewindPostUri: string;
  readonly purgeHistoryDeleteUri: string;
  readonly restartPostUri: string;
  readonly suspendPostUri: string;
  readonly resumePostUri: string;
}

/** Base of all links, and the query that each carries. */
export function linkParts({ taskHub, address, key }: LinkTarget): { base: string; query: string } {
  const parameters = new URLSearchParams({ taskHub, connection: "Storage", ...(key !== undefined && { code: key }) });
  return { base: `${address}/runtime/webhooks/durabletask`, query: parameters.toString() };
}

/** The links of an instance. What stands in braces is for the client to fill in. */
export function managementLinks(target: LinkTarget, id: string): ManagementLinks {
  const { base, query } = linkParts(target);
  const instance = `${base}/instances/${encodeURIComponent(id)}`;
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}
