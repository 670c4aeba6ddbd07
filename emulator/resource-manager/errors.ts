/** One finding inside an error answer. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** What a failed request answers: an HTTP status and the body `{error: {code, message, details}}`. */
export class ArmError extends Error {
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
  body(): { readonly error: JsonError } {
    const { code, message, details } = this;
    return { error: details.length === 0 ? { code, message } : { code, message, details } };
  }
}

interface JsonError {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly ErrorDetail[];
}

/** 400: the request, or the resource in it, is malformed. */
export const badRequest = (message: string, code = "BadRequest") => new ArmError(400, code, message);

/** 400 that names a feature which exists in Azure and not here. */
export const notSupported = (feature: string) =>
  new ArmError(400, "NotSupported", `Not supported by the local Resource Manager: ${feature}.`);

/** 404: the resource does not exist. */
export const resourceNotFound = (id: string) =>
  new ArmError(404, "ResourceNotFound", `The resource ${JSON.stringify(id.slice(0, 500))} was not found.`);

/** 404: the group does not exist. */
export const groupNotFound = (name: string) =>
  new ArmError(404, "ResourceGroupNotFound", `The resource group ${JSON.stringify(name)} could not be found.`);

/** 404: a resource has no parent. */
export const parentNotFound = (id: string) =>
  new ArmError(404, "ParentResourceNotFound", `The parent ${JSON.stringify(id.slice(0, 500))} was not found.`);

/** 403: a token without the role that it takes. */
export const forbidden = (who: string, action: string, scope: string) =>
  new ArmError(
    403,
    "AuthorizationFailed",
    `The client '${who}' does not have authorization to perform action '${action}' over scope '${scope}'.`,
  );
