// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of PaymentReceived (Payment received); none when it is valid. */
export function validate(value) {
  return check(checkPaymentReceivedData, value);
}

function checkPaymentReceivedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const recipient_2 = fields_1.recipient;
    if (recipient_2 === undefined && fault(faults, path, "required", { missingProperty: "recipient" })) return false;
    if (recipient_2 !== undefined) {
      if (!checkPerson(recipient_2, faults, faults && `${path}/recipient`)) return false;
    }
    const merchantId_3 = fields_1.merchantId;
    if (merchantId_3 === undefined && fault(faults, path, "required", { missingProperty: "merchantId" })) return false;
    if (merchantId_3 !== undefined) {
      if (!checkMerchantId(merchantId_3, faults, faults && `${path}/merchantId`)) return false;
    }
    const paymentId_4 = fields_1.paymentId;
    if (paymentId_4 === undefined && fault(faults, path, "required", { missingProperty: "paymentId" })) return false;
    if (paymentId_4 !== undefined) {
      if (!checkPaymentId(paymentId_4, faults, faults && `${path}/paymentId`)) return false;
    }
    const fromAccountId_5 = fields_1.fromAccountId;
    if (fromAccountId_5 === undefined && fault(faults, path, "required", { missingProperty: "fromAccountId" })) return false;
    if (fromAccountId_5 !== undefined) {
      if (!checkAccountId(fromAccountId_5, faults, faults && `${path}/fromAccountId`)) return false;
    }
    const amount_6 = fields_1.amount;
    if (amount_6 === undefined && fault(faults, path, "required", { missingProperty: "amount" })) return false;
    if (amount_6 !== undefined) {
      if (!checkAmount(amount_6, faults, faults && `${path}/amount`)) return false;
    }
    const fee_7 = fields_1.fee;
    if (fee_7 === undefined && fault(faults, path, "required", { missingProperty: "fee" })) return false;
    if (fee_7 !== undefined) {
      if (!checkBalance(fee_7, faults, faults && `${path}/fee`)) return false;
    }
    const credited_8 = fields_1.credited;
    if (credited_8 === undefined && fault(faults, path, "required", { missingProperty: "credited" })) return false;
    if (credited_8 !== undefined) {
      if (!checkBalance(credited_8, faults, faults && `${path}/credited`)) return false;
    }
    const currency_9 = fields_1.currency;
    if (currency_9 === undefined && fault(faults, path, "required", { missingProperty: "currency" })) return false;
    if (currency_9 !== undefined) {
      if (!checkCurrency(currency_9, faults, faults && `${path}/currency`)) return false;
    }
    const note_10 = fields_1.note;
    if (note_10 !== undefined) {
      if (!checkNote(note_10, faults, faults && `${path}/note`)) return false;
    }
    for (const key_11 in fields_1) {
      if (!(key_11 === "recipient" || key_11 === "merchantId" || key_11 === "paymentId" || key_11 === "fromAccountId" || key_11 === "amount" || key_11 === "fee" || key_11 === "credited" || key_11 === "currency" || key_11 === "note") && fault(faults, path, "additionalProperties", { additionalProperty: key_11 })) return false;
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

function checkMerchantId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

function checkNote(value, faults, path) {
  if (typeof value === "string") {
    if (value.length > 280 && characters(value) > 280 && fault(faults, path, "maxLength", { limit: 280 })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

function checkPaymentId(value, faults, path) {
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
