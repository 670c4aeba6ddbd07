// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of BalanceChanged (Balance changed); none when it is valid. */
export function validate(value) {
  return check(checkBalanceChangedData, value);
}

const checkBalanceChangedData_values9 = ["load","transfer-sent","transfer-received","transfer-settled","transfer-returned","payment-sent","payment-settled","payment-returned"];

function checkBalanceChangedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const recipient_2 = fields_1.recipient;
    if (recipient_2 === undefined && fault(faults, path, "required", { missingProperty: "recipient" })) return false;
    if (recipient_2 !== undefined) {
      if (!checkPerson(recipient_2, faults, faults && `${path}/recipient`)) return false;
    }
    const accountId_3 = fields_1.accountId;
    if (accountId_3 === undefined && fault(faults, path, "required", { missingProperty: "accountId" })) return false;
    if (accountId_3 !== undefined) {
      if (!checkAccountId(accountId_3, faults, faults && `${path}/accountId`)) return false;
    }
    const currency_4 = fields_1.currency;
    if (currency_4 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_4 !== undefined) {
      if (!checkCurrency(currency_4, faults, faults && `${path}/currency`)) return false;
    }
    const balance_5 = fields_1.balance;
    if (balance_5 === undefined && fault(faults, path, "required", { missingProperty: "balance" })) return false;
    if (balance_5 !== undefined) {
      if (!checkBalance(balance_5, faults, faults && `${path}/balance`)) return false;
    }
    const held_6 = fields_1.held;
    if (held_6 === undefined && fault(faults, path, "required", { missingProperty: "held" })) return false;
    if (held_6 !== undefined) {
      if (!checkBalance(held_6, faults, faults && `${path}/held`)) return false;
    }
    const version_7 = fields_1.version;
    if (version_7 === undefined && fault(faults, path, "required", { missingProperty: "version" })) return false;
    if (version_7 !== undefined) {
      if (Number.isInteger(version_7)) {
        if (version_7 < 1 && fault(faults, `${path}/version`, "minimum", { comparison: ">=", limit: 1 })) return false;
      }
      else if (fault(faults, `${path}/version`, "type", { type: "integer" })) return false;
    }
    const cause_8 = fields_1.cause;
    if (cause_8 === undefined && fault(faults, path, "required", { missingProperty: "cause" })) return false;
    if (cause_8 !== undefined) {
      if (!((cause_8 === "load") || (cause_8 === "transfer-sent") || (cause_8 === "transfer-received") || (cause_8 === "transfer-settled") || (cause_8 === "transfer-returned") || (cause_8 === "payment-sent") || (cause_8 === "payment-settled") || (cause_8 === "payment-returned")) && fault(faults, `${path}/cause`, "enum", { allowedValues: checkBalanceChangedData_values9 })) return false;
    }
    for (const key_10 in fields_1) {
      if (!(key_10 === "recipient" || key_10 === "accountId" || key_10 === "currency" || key_10 === "balance" || key_10 === "held" || key_10 === "version" || key_10 === "cause") && fault(faults, path, "additionalProperties", { additionalProperty: key_10 })) return false;
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
