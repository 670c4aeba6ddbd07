// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of SettleTransfer (Settle transfer); none when it is valid. */
export function validate(value) {
  return check(checkSettleTransferData, value);
}

function checkSettleTransferData(value, faults, path) {
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
    for (const key_4 in fields_1) {
      if (!(key_4 === "transferId" || key_4 === "fromAccountId") && fault(faults, path, "additionalProperties", { additionalProperty: key_4 })) return false;
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
