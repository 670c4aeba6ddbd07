// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of CloseAccount (Close account); none when it is valid. */
export function validate(value) {
  return check(checkCloseAccountData, value);
}

function checkCloseAccountData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const accountId_2 = fields_1.accountId;
    if (accountId_2 === undefined && fault(faults, path, "required", { missingProperty: "accountId" })) return false;
    if (accountId_2 !== undefined) {
      if (!checkAccountId(accountId_2, faults, faults && `${path}/accountId`)) return false;
    }
    for (const key_3 in fields_1) {
      if (!(key_3 === "accountId") && fault(faults, path, "additionalProperties", { additionalProperty: key_3 })) return false;
    }
  }
  else if (fault(faults, path, "type", { type: "object" })) return false;
  return true;
}

function checkAccountId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
