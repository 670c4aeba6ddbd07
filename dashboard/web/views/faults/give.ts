/** Orders something of the local Azure; `what` says it in passing. */
export type Give = (order: object, what: string) => Promise<void>;
