// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of ReleasePayment (Release payment); none when it is valid. */
export function validate(value) {
  return check(checkReleasePaymentData, value);
}

function checkReleasePaymentData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const paymentId_2 = fields_1.paymentId;
    if (paymentId_2 === undefined && fault(faults, path, "required", { missingProperty: "paymentId" })) return false;
    if (paymentId_2 !== undefined) {
      if (!checkPaymentId(paymentId_2, faults, faults && `${path}/paymentId`)) return false;
    }
    const fromAccountId_3 = fields_1.fromAccountId;
    if (fromAccountId_3 === undefined && fault(faults, path, "required", { missingProperty: "fromAccountId" })) return false;
    if (fromAccountId_3 !== undefined) {
      if (!checkAccountId(fromAccountId_3, faults, faults && `${path}/fromAccountId`)) return false;
    }
    const reason_4 = fields_1.reason;
    if (reason_4 === undefined && fault(faults, path, "required", { missingProperty: "reason" })) return false;
    if (reason_4 !== undefined) {
      if (!checkPaymentRefusal(reason_4, faults, faults && `${path}/reason`)) return false;
    }
    for (const key_5 in fields_1) {
      if (!(key_5 === "paymentId" || key_5 === "fromAccountId" || key_5 === "reason") && fault(faults, path, "additionalProperties", { additionalProperty: key_5 })) return false;
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

function checkPaymentId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}

const checkPaymentRefusal_values1 = ["merchant-not-found","currency-mismatch","balance-limit"];

function checkPaymentRefusal(value, faults, path) {
  if (!((value === "merchant-not-found") || (value === "currency-mismatch") || (value === "balance-limit")) && fault(faults, path, "enum", { allowedValues: checkPaymentRefusal_values1 })) return false;
  return true;
}
