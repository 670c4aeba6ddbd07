// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isDateTime, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of HoldTransfer (Hold transfer); none when it is valid. */
export function validate(value) {
  return check(checkHoldTransferData, value);
}

function checkHoldTransferData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const transferId_2 = fields_1.transferId;
    if (transferId_2 === undefined && fault(faults, path, "required", { missingProperty: "transferId" })) return false;
    if (transferId_2 !== undefined) {
      if (!checkTransferId(transferId_2, faults, faults && `${path}/transferId`)) return false;
    }
    const fromAccountId_3 = fields_1.fromAccountId;
    if (fromAccountId_3 === undefined && fault(faults, path, "required", { missingProperty: "fromAccountId" })) return false;
    if (fromAccountId_3 !== undefined) {
      if (!checkAccountId(fromAccountId_3, faults, faults && `${path}/fromAccountId`)) return false;
    }
    const until_4 = fields_1.until;
    if (until_4 === undefined && fault(faults, path, "required", { missingProperty: "until" })) return false;
    if (until_4 !== undefined) {
      if (!checkUntil(until_4, faults, faults && `${path}/until`)) return false;
    }
    for (const key_5 in fields_1) {
      if (!(key_5 === "transferId" || key_5 === "fromAccountId" || key_5 === "until") && fault(faults, path, "additionalProperties", { additionalProperty: key_5 })) return false;
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

function checkTransferId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

function checkUntil(value, faults, path) {
  if (typeof value === "string") {
    if (!isDateTime(value) && fault(faults, path, "format", { format: "date-time" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
