// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, plain } from "./runtime.js";

/** The faults of a value as the payload of CommandFailed (Command failed); none when it is valid. */
export function validate(value) {
  return check(checkCommandFailedData, value);
}

function checkCommandFailedData(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const recipient_2 = fields_1.recipient;
    if (recipient_2 === undefined && fault(faults, path, "required", { missingProperty: "recipient" })) return false;
    if (recipient_2 !== undefined) {
      if (!checkPerson(recipient_2, faults, faults && `${path}/recipient`)) return false;
    }
    const commandId_3 = fields_1.commandId;
    if (commandId_3 === undefined && fault(faults, path, "required", { missingProperty: "commandId" })) return false;
    if (commandId_3 !== undefined) {
      if (!(typeof commandId_3 === "string") && fault(faults, `${path}/commandId`, "type", { type: "string" })) return false;
    }
    const command_4 = fields_1.command;
    if (command_4 === undefined && fault(faults, path, "required", { missingProperty: "command" })) return false;
    if (command_4 !== undefined) {
      if (!(typeof command_4 === "string") && fault(faults, `${path}/command`, "type", { type: "string" })) return false;
    }
    const deadLetter_5 = fields_1.deadLetter;
    if (deadLetter_5 === undefined && fault(faults, path, "required", { missingProperty: "deadLetter" })) return false;
    if (deadLetter_5 !== undefined) {
      if (!(typeof deadLetter_5 === "string") && fault(faults, `${path}/deadLetter`, "type", { type: "string" })) return false;
    }
    for (const key_6 in fields_1) {
      if (!(key_6 === "recipient" || key_6 === "commandId" || key_6 === "command" || key_6 === "deadLetter") && fault(faults, path, "additionalProperties", { additionalProperty: key_6 })) return false;
    }
  }
  else if (fault(faults, path, "type", { type: "object" })) return false;
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
