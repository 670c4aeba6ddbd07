// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isDateTime, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of TransferHeld (Transfer held (version 1)); none when it is valid. */
export function validate(value) {
  return check(checkTransferHeldV1Data, value);
}

function checkTransferHeldV1Data(value, faults, path) {
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
    const toAccountId_4 = fields_1.toAccountId;
    if (toAccountId_4 === undefined && fault(faults, path, "required", { missingProperty: "toAccountId" })) return false;
    if (toAccountId_4 !== undefined) {
      if (!checkAccountId(toAccountId_4, faults, faults && `${path}/toAccountId`)) return false;
    }
    const amount_5 = fields_1.amount;
    if (amount_5 === undefined && fault(faults, path, "required", { missingProperty: "amount" })) return false;
    if (amount_5 !== undefined) {
      if (!checkAmount(amount_5, faults, faults && `${path}/amount`)) return false;
    }
    const currency_6 = fields_1.currency;
    if (currency_6 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_6 !== undefined) {
      if (!checkCurrency(currency_6, faults, faults && `${path}/currency`)) return false;
    }
    const until_7 = fields_1.until;
    if (until_7 === undefined && fault(faults, path, "required", { missingProperty: "until" })) return false;
    if (until_7 !== undefined) {
      if (!checkUntil(until_7, faults, faults && `${path}/until`)) return false;
    }
    for (const key_8 in fields_1) {
      if (!(key_8 === "transferId" || key_8 === "fromAccountId" || key_8 === "toAccountId" || key_8 === "amount" || key_8 === "currency" || key_8 === "until") && fault(faults, path, "additionalProperties", { additionalProperty: key_8 })) return false;
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

function checkAmount(value, faults, path) {
  if (Number.isInteger(value)) {
    if (value < 1 && fault(faults, path, "minimum", { comparison: ">=", limit: 1 })) return false;
    if (value > 9007199254740991 && fault(faults, path, "maximum", { comparison: "<=", limit: 9007199254740991 })) return false;
  }
  else if (fault(faults, path, "type", { type: "integer" })) return false;
  return true;
}

const checkCurrency_pattern1 = /^[A-Z]{3}$/u;

function checkCurrency(value, faults, path) {
  if (typeof value === "string") {
    if (!checkCurrency_pattern1.test(value) && fault(faults, path, "pattern", { pattern: "^[A-Z]{3}$" })) return false;
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
