/** What a failed request answers: an HTTP status and a JSON body `{code, message}` that the SDK can show. */
export class CosmosError extends Error {
  readonly status: number;
  readonly code: string;
  /** Sent as `x-ms-substatus`; the SDK decides on retries by it. */
  readonly subStatus: number | undefined;
  /** Sent in the body; on a query it makes the SDK ask for the query plan. */
  readonly additionalErrorInfo: string | undefined;
  /** Sent as `x-ms-retry-after-ms`: when to ask again, ms. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    subStatus?: number,
    more: { readonly additionalErrorInfo?: string; readonly retryAfter?: number } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.subStatus = subStatus;
    this.additionalErrorInfo = more.additionalErrorInfo;
    this.retryAfter = more.retryAfter;
  }

  /** The response body. */
  body(): string {
    const { code, message, additionalErrorInfo } = this;
    return JSON.stringify(
      additionalErrorInfo === undefined ? { code, message } : { code, message, additionalErrorInfo },
    );
  }
}

/** 400: the request is wrong or asks for something this server does not do. */
export const badRequest = (message: string, subStatus?: number) =>
  new CosmosError(400, "BadRequest", message, subStatus);

/** 400 that names a feature which exists in Azure and not here. */
export const notSupported = (feature: string) =>
  new CosmosError(400, "BadRequest", `Not supported by the local Cosmos DB: ${feature}.`);

/** 401: no, or a wrong, authorization header. */
export const unauthorized = (message: string) => new CosmosError(401, "Unauthorized", message);

/** 404: the database, container, item or offer does not exist. */
export const notFound = (what: string) => new CosmosError(404, "NotFound", `${what} does not exist.`);

/** 409: the id, or a unique key, is taken. */
export const conflict = (message: string) => new CosmosError(409, "Conflict", message);

/** 412: an If-Match, If-None-Match or patch condition did not hold. */
export const preconditionFailed = (message: string) => new CosmosError(412, "PreconditionFailed", message);

/** 413: the request or the item is too large. Azure's words come first, ours say what the limit is. */
export const tooLarge = (message: string) =>
  new CosmosError(
    413,
    "RequestEntityTooLarge",
    `Message: ${JSON.stringify({ Errors: ["Request size is too large"] })}\r\n${message}`,
  );

/** 410/1002: the partition key range was split or never was; the SDK reads the ranges again. */
export const rangeGone = (id: string) =>
  new CosmosError(410, "Gone", `Partition key range ${id} is gone. Read the ranges again.`, 1002);

/** Azure's words to a request that its container's throughput has no room for. */
const rateIsLarge =
  "Request rate is large. More Request Units may be needed, so no changes were made. " +
  "Please retry this request later. Learn more: http://aka.ms/cosmosdb-error-429";

/** 429/3200: the throughput is used up; after `retryAfter` ms there is some again. */
export const tooManyRequests = (retryAfter: number) =>
  new CosmosError(429, "429", `Message: ${JSON.stringify({ Errors: [rateIsLarge] })}`, 3200, { retryAfter });
