// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, fault, isRecord, plain } from "./runtime.js";

/** The faults of a value as the payload of CommandRejected (Command rejected); none when it is valid. */
export function validate(value) {
  return check(checkCommandRejectedData, value);
}

function checkCommandRejectedData(value, faults, path) {
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
    const code_5 = fields_1.code;
    if (code_5 === undefined && fault(faults, path, "required", { missingProperty: "code" })) return false;
    if (code_5 !== undefined) {
      if (!(typeof code_5 === "string") && fault(faults, `${path}/code`, "type", { type: "string" })) return false;
    }
    const message_6 = fields_1.message;
    if (message_6 === undefined && fault(faults, path, "required", { missingProperty: "message" })) return false;
    if (message_6 !== undefined) {
      if (!(typeof message_6 === "string") && fault(faults, `${path}/message`, "type", { type: "string" })) return false;
    }
    for (const key_7 in fields_1) {
      if (!(key_7 === "recipient" || key_7 === "commandId" || key_7 === "command" || key_7 === "code" || key_7 === "message") && fault(faults, path, "additionalProperties", { additionalProperty: key_7 })) return false;
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
