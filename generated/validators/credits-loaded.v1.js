// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of CreditsLoaded (Credits loaded); none when it is valid. */
export function validate(value) {
  return check(checkCreditsLoadedData, value);
}

function checkCreditsLoadedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const accountId_2 = fields_1.accountId;
    if (accountId_2 === undefined && fault(faults, path, "required", { missingProperty: "accountId" })) return false;
    if (accountId_2 !== undefined) {
      if (!checkAccountId(accountId_2, faults, faults && `${path}/accountId`)) return false;
    }
    const loadId_3 = fields_1.loadId;
    if (loadId_3 === undefined && fault(faults, path, "required", { missingProperty: "loadId" })) return false;
    if (loadId_3 !== undefined) {
      if (!checkLoadId(loadId_3, faults, faults && `${path}/loadId`)) return false;
    }
    const amount_4 = fields_1.amount;
    if (amount_4 === undefined && fault(faults, path, "required", { missingProperty: "amount" })) return false;
    if (amount_4 !== undefined) {
      if (!checkAmount(amount_4, faults, faults && `${path}/amount`)) return false;
    }
    const fee_5 = fields_1.fee;
    if (fee_5 === undefined && fault(faults, path, "required", { missingProperty: "fee" })) return false;
    if (fee_5 !== undefined) {
      if (!checkBalance(fee_5, faults, faults && `${path}/fee`)) return false;
    }
    const credited_6 = fields_1.credited;
    if (credited_6 === undefined && fault(faults, path, "required", { missingProperty: "credited" })) return false;
    if (credited_6 !== undefined) {
      if (!checkBalance(credited_6, faults, faults && `${path}/credited`)) return false;
    }
    const currency_7 = fields_1.currency;
    if (currency_7 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_7 !== undefined) {
      if (!checkCurrency(currency_7, faults, faults && `${path}/currency`)) return false;
    }
    for (const key_8 in fields_1) {
      if (!(key_8 === "accountId" || key_8 === "loadId" || key_8 === "amount" || key_8 === "fee" || key_8 === "credited" || key_8 === "currency") && fault(faults, path, "additionalProperties", { additionalProperty: key_8 })) return false;
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

function checkBalance(value, faults, path) {
  if (Number.isInteger(value)) {
    if (value < 0 && fault(faults, path, "minimum", { comparison: ">=", limit: 0 })) return false;
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

function checkLoadId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
