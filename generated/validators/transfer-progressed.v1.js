// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isDateTime, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of TransferProgressed (Transfer progressed); none when it is valid. */
export function validate(value) {
  return check(checkTransferProgressedData, value);
}

function checkTransferProgressedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const recipient_2 = fields_1.recipient;
    if (recipient_2 === undefined && fault(faults, path, "required", { missingProperty: "recipient" })) return false;
    if (recipient_2 !== undefined) {
      if (!checkPerson(recipient_2, faults, faults && `${path}/recipient`)) return false;
    }
    const transferId_3 = fields_1.transferId;
    if (transferId_3 === undefined && fault(faults, path, "required", { missingProperty: "transferId" })) return false;
    if (transferId_3 !== undefined) {
      if (!checkTransferId(transferId_3, faults, faults && `${path}/transferId`)) return false;
    }
    const fromAccountId_4 = fields_1.fromAccountId;
    if (fromAccountId_4 === undefined && fault(faults, path, "required", { missingProperty: "fromAccountId" })) return false;
    if (fromAccountId_4 !== undefined) {
      if (!checkAccountId(fromAccountId_4, faults, faults && `${path}/fromAccountId`)) return false;
    }
    const toAccountId_5 = fields_1.toAccountId;
    if (toAccountId_5 === undefined && fault(faults, path, "required", { missingProperty: "toAccountId" })) return false;
    if (toAccountId_5 !== undefined) {
      if (!checkAccountId(toAccountId_5, faults, faults && `${path}/toAccountId`)) return false;
    }
    const amount_6 = fields_1.amount;
    if (amount_6 === undefined && fault(faults, path, "required", { missingProperty: "amount" })) return false;
    if (amount_6 !== undefined) {
      if (!checkAmount(amount_6, faults, faults && `${path}/amount`)) return false;
    }
    const currency_7 = fields_1.currency;
    if (currency_7 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_7 !== undefined) {
      if (!checkCurrency(currency_7, faults, faults && `${path}/currency`)) return false;
    }
    const status_8 = fields_1.status;
    if (status_8 === undefined && fault(faults, path, "required", { missingProperty: "status" })) return false;
    if (status_8 !== undefined) {
      if (!checkTransferStatus(status_8, faults, faults && `${path}/status`)) return false;
    }
    const reason_9 = fields_1.reason;
    if (reason_9 !== undefined) {
      if (typeof reason_9 === "string") {
        if (reason_9 === "" && fault(faults, `${path}/reason`, "minLength", { limit: 1 })) return false;
        if (reason_9.length > 280 && characters(reason_9) > 280 && fault(faults, `${path}/reason`, "maxLength", { limit: 280 })) return false;
      }
      else if (fault(faults, `${path}/reason`, "type", { type: "string" })) return false;
    }
    const until_10 = fields_1.until;
    if (until_10 !== undefined) {
      if (!checkUntil(until_10, faults, faults && `${path}/until`)) return false;
    }
    for (const key_11 in fields_1) {
      if (!(key_11 === "recipient" || key_11 === "transferId" || key_11 === "fromAccountId" || key_11 === "toAccountId" || key_11 === "amount" || key_11 === "currency" || key_11 === "status" || key_11 === "reason" || key_11 === "until") && fault(faults, path, "additionalProperties", { additionalProperty: key_11 })) return false;
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

function checkTransferId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

const checkTransferStatus_values1 = ["pending","awaiting-guardian","guardian-allowed","guardian-denied","held","approved","rejected","expired","settled","returned"];

function checkTransferStatus(value, faults, path) {
  if (!checkTransferStatus_values1.includes(value) && fault(faults, path, "enum", { allowedValues: checkTransferStatus_values1 })) return false;
  return true;
}

function checkUntil(value, faults, path) {
  if (typeof value === "string") {
    if (!isDateTime(value) && fault(faults, path, "format", { format: "date-time" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
