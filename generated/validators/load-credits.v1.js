// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of LoadCredits (Load credits); none when it is valid. */
export function validate(value) {
  return check(checkLoadCreditsData, value);
}

function checkLoadCreditsData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const accountId_2 = fields_1.accountId;
    if (accountId_2 === undefined && fault(faults, path, "required", { missingProperty: "accountId" })) return false;
    if (accountId_2 !== undefined) {
      if (!checkAccountId(accountId_2, faults, faults && `${path}/accountId`)) return false;
    }
    const amount_3 = fields_1.amount;
    if (amount_3 === undefined && fault(faults, path, "required", { missingProperty: "amount" })) return false;
    if (amount_3 !== undefined) {
      if (!checkAmount(amount_3, faults, faults && `${path}/amount`)) return false;
    }
    const currency_4 = fields_1.currency;
    if (currency_4 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_4 !== undefined) {
      if (!checkCurrency(currency_4, faults, faults && `${path}/currency`)) return false;
    }
    const loadId_5 = fields_1.loadId;
    if (loadId_5 === undefined && fault(faults, path, "required", { missingProperty: "loadId" })) return false;
    if (loadId_5 !== undefined) {
      if (!checkLoadId(loadId_5, faults, faults && `${path}/loadId`)) return false;
    }
    for (const key_6 in fields_1) {
      if (!(key_6 === "accountId" || key_6 === "amount" || key_6 === "currency" || key_6 === "loadId") && fault(faults, path, "additionalProperties", { additionalProperty: key_6 })) return false;
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

function checkLoadId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
