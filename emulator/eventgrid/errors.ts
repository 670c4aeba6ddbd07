/** One finding inside an error answer. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
}

/** What a failed request answers: an HTTP status and the body `{error: {code, message, details}}`. */
export class EventGridError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly ErrorDetail[];

  constructor(status: number, code: string, message: string, details: readonly ErrorDetail[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The response body. */
  body(): { error: { code: string; message: string; details: readonly ErrorDetail[] } } {
    return { error: { code: this.code, message: this.message, details: this.details } };
  }
}

/** 400: the request is malformed. `details` holds one entry a fault. */
export const badRequest = (message: string, details: readonly ErrorDetail[] = []) =>
  new EventGridError(400, "BadRequest", message, details);

/** 400 that names a feature which exists in Azure and not here. */
export const notSupported = (feature: string) =>
  new EventGridError(400, "NotSupported", `Not supported by the local Event Grid: ${feature}.`);

/** 400 for a resource definition (topic, event subscription) with a wrong property. */
export const invalidRequest = (message: string) => new EventGridError(400, "InvalidRequest", message);

/** 401: no, or a wrong, access key or signature. */
export const unauthorized = (message: string) => new EventGridError(401, "Unauthorized", message);

/** 403: a token without the role that it takes. */
export const forbidden = (message: string) => new EventGridError(403, "Forbidden", message);

/** 404: the topic, event subscription or path does not exist. */
export const notFound = (message: string) => new EventGridError(404, "ResourceNotFound", message);

/** 405: the path exists, the method does not. */
export const methodNotAllowed = (method: string, path: string) =>
  new EventGridError(405, "MethodNotAllowed", `${method} is not supported by the local Event Grid on ${path}.`);

/** 409: the name is taken by something different. */
export const conflict = (message: string) => new EventGridError(409, "Conflict", message);

/** 413: the body, or an event in it, is over the limit. */
export const tooLarge = (message: string) => new EventGridError(413, "RequestEntityTooLarge", message);

/** 415: the media type or encoding of the body. */
export const unsupportedMediaType = (message: string) => new EventGridError(415, "UnsupportedMediaType", message);
