// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of RegisterMerchant (Register merchant); none when it is valid. */
export function validate(value) {
  return check(checkRegisterMerchantData, value);
}

function checkRegisterMerchantData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const merchantId_2 = fields_1.merchantId;
    if (merchantId_2 === undefined && fault(faults, path, "required", { missingProperty: "merchantId" })) return false;
    if (merchantId_2 !== undefined) {
      if (!checkMerchantId(merchantId_2, faults, faults && `${path}/merchantId`)) return false;
    }
    const name_3 = fields_1.name;
    if (name_3 === undefined && fault(faults, path, "required", { missingProperty: "name" })) return false;
    if (name_3 !== undefined) {
      if (!checkMerchantName(name_3, faults, faults && `${path}/name`)) return false;
    }
    const owner_4 = fields_1.owner;
    if (owner_4 === undefined && fault(faults, path, "required", { missingProperty: "owner" })) return false;
    if (owner_4 !== undefined) {
      if (!checkPerson(owner_4, faults, faults && `${path}/owner`)) return false;
    }
    const currency_5 = fields_1.currency;
    if (currency_5 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_5 !== undefined) {
      if (!checkCurrency(currency_5, faults, faults && `${path}/currency`)) return false;
    }
    for (const key_6 in fields_1) {
      if (!(key_6 === "merchantId" || key_6 === "name" || key_6 === "owner" || key_6 === "currency") && fault(faults, path, "additionalProperties", { additionalProperty: key_6 })) return false;
    }
  }
  else if (fault(faults, path, "type", { type: "object" })) return false;
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

function checkMerchantId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

const checkMerchantName_pattern1 = /^[^\u0000-\u001f\u007f]+$/u;

function checkMerchantName(value, faults, path) {
  if (typeof value === "string") {
    if (value === "" && fault(faults, path, "minLength", { limit: 1 })) return false;
    if (value.length > 120 && characters(value) > 120 && fault(faults, path, "maxLength", { limit: 120 })) return false;
    if (!checkMerchantName_pattern1.test(value) && fault(faults, path, "pattern", { pattern: "^[^\\u0000-\\u001f\\u007f]+$" })) return false;
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
