// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of RejectTransfer (Reject transfer); none when it is valid. */
export function validate(value) {
  return check(checkRejectTransferData, value);
}

function checkRejectTransferData(value, faults, path) {
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
    const reviewer_4 = fields_1.reviewer;
    if (reviewer_4 === undefined && fault(faults, path, "required", { missingProperty: "reviewer" })) return false;
    if (reviewer_4 !== undefined) {
      if (!checkPerson(reviewer_4, faults, faults && `${path}/reviewer`)) return false;
    }
    const reason_5 = fields_1.reason;
    if (reason_5 === undefined && fault(faults, path, "required", { missingProperty: "reason" })) return false;
    if (reason_5 !== undefined) {
      if (!checkReason(reason_5, faults, faults && `${path}/reason`)) return false;
    }
    for (const key_6 in fields_1) {
      if (!(key_6 === "transferId" || key_6 === "fromAccountId" || key_6 === "reviewer" || key_6 === "reason") && fault(faults, path, "additionalProperties", { additionalProperty: key_6 })) return false;
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

const checkPerson_pattern1 = /^[^\u0000-\u001f\u007f]+$/u;

function checkPerson(value, faults, path) {
  if (typeof value === "string") {
    if (value === "" && fault(faults, path, "minLength", { limit: 1 })) return false;
    if (value.length > 128 && characters(value) > 128 && fault(faults, path, "maxLength", { limit: 128 })) return false;
    if (!checkPerson_pattern1.test(value) && fault(faults, path, "pattern", { pattern: "^[^\\u0000-\\u001f\\u007f]+$" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

function checkReason(value, faults, path) {
  if (typeof value === "string") {
    if (value === "" && fault(faults, path, "minLength", { limit: 1 })) return false;
    if (value.length > 280 && characters(value) > 280 && fault(faults, path, "maxLength", { limit: 280 })) return false;
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
