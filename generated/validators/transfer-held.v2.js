// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isDateTime, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of TransferHeld (Transfer held); none when it is valid. */
export function validate(value) {
  return check(checkTransferHeldData, value);
}

const checkTransferHeldData_values8 = ["large-amount"];

function checkTransferHeldData(value, faults, path) {
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
    const reason_7 = fields_1.reason;
    if (reason_7 === undefined && fault(faults, path, "required", { missingProperty: "reason" })) return false;
    if (reason_7 !== undefined) {
      if (!((reason_7 === "large-amount")) && fault(faults, `${path}/reason`, "enum", { allowedValues: checkTransferHeldData_values8 })) return false;
    }
    const decideBy_9 = fields_1.decideBy;
    if (decideBy_9 === undefined && fault(faults, path, "required", { missingProperty: "decideBy" })) return false;
    if (decideBy_9 !== undefined) {
      if (!checkUntil(decideBy_9, faults, faults && `${path}/decideBy`)) return false;
    }
    for (const key_10 in fields_1) {
      if (!(key_10 === "transferId" || key_10 === "fromAccountId" || key_10 === "toAccountId" || key_10 === "amount" || key_10 === "currency" || key_10 === "reason" || key_10 === "decideBy") && fault(faults, path, "additionalProperties", { additionalProperty: key_10 })) return false;
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
