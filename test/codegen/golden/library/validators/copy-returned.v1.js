// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, fault, isDateTime, isRecord, isUuid, plain } from "./runtime.js";

/** The faults of a value as the payload of CopyReturned (CopyReturned); none when it is valid. */
export function validate(value) {
  return check(checkCopyReturnedData, value);
}

function checkCopyReturnedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const copyId_2 = fields_1.copyId;
    if (copyId_2 === undefined && fault(faults, path, "required", { missingProperty: "copyId" })) return false;
    if (copyId_2 !== undefined) {
      if (!checkCopyId(copyId_2, faults, faults && `${path}/copyId`)) return false;
    }
    const reader_3 = fields_1.reader;
    if (reader_3 === undefined && fault(faults, path, "required", { missingProperty: "reader" })) return false;
    if (reader_3 !== undefined) {
      if (!(typeof reader_3 === "string") && fault(faults, `${path}/reader`, "type", { type: "string" })) return false;
    }
    const due_4 = fields_1.due;
    if (due_4 === undefined && fault(faults, path, "required", { missingProperty: "due" })) return false;
    if (due_4 !== undefined) {
      if (typeof due_4 === "string") {
        if (!isDateTime(due_4) && fault(faults, `${path}/due`, "format", { format: "date-time" })) return false;
      }
      else if (fault(faults, `${path}/due`, "type", { type: "string" })) return false;
    }
    const route_5 = fields_1.route;
    if (route_5 !== undefined) {
      if (Array.isArray(route_5)) {
        if (route_5.length > 0) {
          const item_6 = route_5[0];
          if (!(typeof item_6 === "string") && fault(faults, `${path}/route/0`, "type", { type: "string" })) return false;
        }
        for (let index_7 = 1; index_7 < route_5.length; index_7++) {
          const item_8 = route_5[index_7];
          if (!(Number.isInteger(item_8)) && fault(faults, `${path}/route/${index_7}`, "type", { type: "integer" })) return false;
        }
      }
      else if (fault(faults, `${path}/route`, "type", { type: "array" })) return false;
    }
    for (const key_9 in fields_1) {
      if (!(key_9 === "copyId" || key_9 === "reader" || key_9 === "due" || key_9 === "route") && fault(faults, path, "additionalProperties", { additionalProperty: key_9 })) return false;
    }
  }
  else if (fault(faults, path, "type", { type: "object" })) return false;
  return true;
}

function checkCopyId(value, faults, path) {
  if (typeof value === "string") {
    if (!isUuid(value) && fault(faults, path, "format", { format: "uuid" })) return false;
  }
  else if (fault(faults, path, "type", { type: "string" })) return false;
  return true;
}
