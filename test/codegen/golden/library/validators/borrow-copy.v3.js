// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, equal, fault, isEmail, isInt32, isRecord, isUuid, plain, segment, twins } from "./runtime.js";

/** The faults of a value as the payload of BorrowCopy (Borrow a copy); none when it is valid. */
export function validate(value) {
  return check(checkBorrowCopyData, value);
}

const checkBorrowCopyData_values5 = ["adult","child"];
const checkBorrowCopyData_values31 = ["new","rare",{"odd":1}];

function checkBorrowCopyData(value, faults, path) {
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
      if (typeof reader_3 === "string") {
        if (reader_3 === "" && fault(faults, `${path}/reader`, "minLength", { limit: 1 })) return false;
      }
      else if (fault(faults, `${path}/reader`, "type", { type: "string" })) return false;
    }
    const class_4 = fields_1.class;
    if (class_4 === undefined && fault(faults, path, "required", { missingProperty: "class" })) return false;
    if (class_4 !== undefined) {
      if (!((class_4 === "adult") || (class_4 === "child")) && fault(faults, `${path}/class`, "enum", { allowedValues: checkBorrowCopyData_values5 })) return false;
    }
    const constructor_6 = (Object.hasOwn(fields_1, "constructor") ? fields_1.constructor : undefined);
    if (constructor_6 === undefined && fault(faults, path, "required", { missingProperty: "constructor" })) return false;
    if (constructor_6 !== undefined) {
      if (Number.isInteger(constructor_6)) {
        if (!isInt32(constructor_6) && fault(faults, `${path}/constructor`, "format", { format: "int32" })) return false;
      }
      else if (fault(faults, `${path}/constructor`, "type", { type: "integer" })) return false;
    }
    const value_7 = fields_1["a-b"];
    if (value_7 !== undefined) {
      if (typeof value_7 === "string") {
        if (value_7.length > 3 && characters(value_7) > 3 && fault(faults, `${path}/a-b`, "maxLength", { limit: 3 })) return false;
      }
      else if (!(value_7 === null) && fault(faults, `${path}/a-b`, "type", { type: ["string","null"] })) return false;
    }
    const toString_8 = (Object.hasOwn(fields_1, "toString") ? fields_1.toString : undefined);
    if (toString_8 !== undefined) {
      if (!(typeof toString_8 === "boolean") && fault(faults, `${path}/toString`, "type", { type: "boolean" })) return false;
    }
    const value_9 = fields_1["quote\"d\\"];
    if (value_9 !== undefined) {
      if (!(value_9 === "say \"hi\"") && fault(faults, `${path}/quote"d\\`, "const", { allowedValue: "say \"hi\"" })) return false;
    }
    const place_10 = fields_1.place;
    if (place_10 === undefined && fault(faults, path, "required", { missingProperty: "place" })) return false;
    if (place_10 !== undefined) {
      if (Array.isArray(place_10)) {
        if (place_10.length < 1 && fault(faults, `${path}/place`, "minItems", { limit: 1 })) return false;
        if (place_10.length > 0) {
          const item_11 = place_10[0];
          if (!(Number.isFinite(item_11)) && fault(faults, `${path}/place/0`, "type", { type: "number" })) return false;
        }
        if (place_10.length > 1) {
          const item_12 = place_10[1];
          if (!(Number.isFinite(item_12)) && fault(faults, `${path}/place/1`, "type", { type: "number" })) return false;
        }
        if (place_10.length > 2 && fault(faults, `${path}/place`, "items", { limit: 2 })) return false;
      }
      else if (fault(faults, `${path}/place`, "type", { type: "array" })) return false;
    }
    const shelf_13 = fields_1.shelf;
    if (shelf_13 !== undefined) {
      if (!checkShelf(shelf_13, faults, faults && `${path}/shelf`)) return false;
    }
    const labels_14 = fields_1.labels;
    if (labels_14 !== undefined) {
      if (isRecord(labels_14)) {
        const fields_15 = plain(labels_14);
        for (const key_16 in fields_15) {
          {
            const member_17 = fields_15[key_16];
            if (!(typeof member_17 === "string") && fault(faults, `${path}/labels/${segment(key_16)}`, "type", { type: "string" })) return false;
          }
        }
      }
      else if (fault(faults, `${path}/labels`, "type", { type: "object" })) return false;
    }
    const how_18 = fields_1.how;
    if (how_18 !== undefined) {
      if (isRecord(how_18)) {
        const tag_19 = plain(how_18).kind;
        if (tag_19 === "desk") {
          if (isRecord(how_18)) {
            const fields_20 = plain(how_18);
            const kind_21 = fields_20.kind;
            if (kind_21 === undefined && fault(faults, `${path}/how`, "required", { missingProperty: "kind" })) return false;
            if (kind_21 !== undefined) {
              if (!(kind_21 === "desk") && fault(faults, `${path}/how/kind`, "const", { allowedValue: "desk" })) return false;
            }
            const desk_22 = fields_20.desk;
            if (desk_22 === undefined && fault(faults, `${path}/how`, "required", { missingProperty: "desk" })) return false;
            if (desk_22 !== undefined) {
              if (!(Number.isInteger(desk_22)) && fault(faults, `${path}/how/desk`, "type", { type: "integer" })) return false;
            }
            for (const key_23 in fields_20) {
              if (!(key_23 === "kind" || key_23 === "desk") && fault(faults, `${path}/how`, "additionalProperties", { additionalProperty: key_23 })) return false;
            }
          }
          else if (fault(faults, `${path}/how`, "type", { type: "object" })) return false;
        }
        else if (tag_19 === "post") {
          if (isRecord(how_18)) {
            const fields_24 = plain(how_18);
            const kind_25 = fields_24.kind;
            if (kind_25 === undefined && fault(faults, `${path}/how`, "required", { missingProperty: "kind" })) return false;
            if (kind_25 !== undefined) {
              if (!(kind_25 === "post") && fault(faults, `${path}/how/kind`, "const", { allowedValue: "post" })) return false;
            }
            const to_26 = fields_24.to;
            if (to_26 !== undefined) {
              if (typeof to_26 === "string") {
                if (!isEmail(to_26) && fault(faults, `${path}/how/to`, "format", { format: "email" })) return false;
              }
              else if (fault(faults, `${path}/how/to`, "type", { type: "string" })) return false;
            }
            for (const key_27 in fields_24) {
              if (!(key_27 === "kind" || key_27 === "to") && fault(faults, `${path}/how`, "additionalProperties", { additionalProperty: key_27 })) return false;
            }
          }
          else if (fault(faults, `${path}/how`, "type", { type: "object" })) return false;
        }
        else if (tag_19 === undefined) {
          if (fault(faults, `${path}/how`, "required", { missingProperty: "kind" })) return false;
        } else if (fault(faults, `${path}/how/${segment("kind")}`, "enum", { allowedValues: ["desk","post"] })) return false;
      } else if (fault(faults, `${path}/how`, "type", { type: "object" })) return false;
    }
    const tags_28 = fields_1.tags;
    if (tags_28 !== undefined) {
      if (Array.isArray(tags_28)) {
        for (let index_29 = 0; index_29 < tags_28.length; index_29++) {
          const item_30 = tags_28[index_29];
          if (!((item_30 === "new") || (item_30 === "rare") || equal(item_30, {"odd":1})) && fault(faults, `${path}/tags/${index_29}`, "enum", { allowedValues: checkBorrowCopyData_values31 })) return false;
        }
        const twins_32 = twins(tags_28);
        if (twins_32 !== undefined && fault(faults, `${path}/tags`, "uniqueItems", twins_32)) return false;
      }
      else if (fault(faults, `${path}/tags`, "type", { type: "array" })) return false;
    }
    for (const key_33 in fields_1) {
      if (!(key_33 === "copyId" || key_33 === "reader" || key_33 === "class" || key_33 === "constructor" || key_33 === "a-b" || key_33 === "toString" || key_33 === "quote\"d\\" || key_33 === "place" || key_33 === "shelf" || key_33 === "labels" || key_33 === "how" || key_33 === "anything" || key_33 === "tags") && fault(faults, path, "additionalProperties", { additionalProperty: key_33 })) return false;
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

function checkShelf(value, faults, path) {
  if (isRecord(value)) {
    const fields_1 = plain(value);
    const label_2 = fields_1.label;
    if (label_2 === undefined && fault(faults, path, "required", { missingProperty: "label" })) return false;
    if (label_2 !== undefined) {
      if (!(typeof label_2 === "string") && fault(faults, `${path}/label`, "type", { type: "string" })) return false;
    }
    const inside_3 = fields_1.inside;
    if (inside_3 !== undefined) {
      if (Array.isArray(inside_3)) {
        for (let index_4 = 0; index_4 < inside_3.length; index_4++) {
          const item_5 = inside_3[index_4];
          if (!checkShelf(item_5, faults, faults && `${path}/inside/${index_4}`)) return false;
        }
      }
      else if (fault(faults, `${path}/inside`, "type", { type: "array" })) return false;
    }
    for (const key_6 in fields_1) {
      if (!(key_6 === "label" || key_6 === "inside") && fault(faults, path, "additionalProperties", { additionalProperty: key_6 })) return false;
    }
  }
  else if (fault(faults, path, "type", { type: "object" })) return false;
  return true;
}
