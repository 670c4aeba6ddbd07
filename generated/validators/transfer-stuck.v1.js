// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of TransferStuck (Transfer stuck); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func8 = characters;
const pattern0 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
const pattern1 = new RegExp("^[A-Z]{3}$", "u");
const formats0 = formats.uuid;

function validate0(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate0.evaluated;
  if(evaluated0.dynamicProps){
    evaluated0.props = undefined;
  }
  if(evaluated0.dynamicItems){
    evaluated0.items = undefined;
  }
  if(data && typeof data == "object" && !Array.isArray(data)){
    if((data.recipient === undefined) || (!(func0.call(data, "recipient")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "recipient"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.transferId === undefined) || (!(func0.call(data, "transferId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "transferId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.toAccountId === undefined) || (!(func0.call(data, "toAccountId")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "toAccountId"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.amount === undefined) || (!(func0.call(data, "amount")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"}};
      (vErrors ??= []).push(err4), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err5), errors++;
    }
    if((data.deadLetter === undefined) || (!(func0.call(data, "deadLetter")))){
      const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "deadLetter"}};
      (vErrors ??= []).push(err6), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(((((((key0 === "recipient") || (key0 === "transferId")) || (key0 === "fromAccountId")) || (key0 === "toAccountId")) || (key0 === "amount")) || (key0 === "currency")) || (key0 === "deadLetter"))){
        const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err7), errors++;
      }
    }
    if(data.recipient !== undefined && func0.call(data, "recipient")){
      let data0 = data.recipient;
      if(typeof data0 === "string"){
        if(func8(data0) > 128){
          const err8 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err8), errors++;
        }
        if(func8(data0) < 1){
          const err9 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err9), errors++;
        }
        if(!pattern0.test(data0)){
          const err10 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.transferId !== undefined && func0.call(data, "transferId")){
      let data1 = data.transferId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err12 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err12), errors++;
        }
      }
      else {
        const err13 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err13), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data2 = data.fromAccountId;
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          const err14 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err14), errors++;
        }
      }
      else {
        const err15 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err15), errors++;
      }
    }
    if(data.toAccountId !== undefined && func0.call(data, "toAccountId")){
      let data3 = data.toAccountId;
      if(typeof data3 === "string"){
        if(!(formats0.validate(data3))){
          const err16 = {instancePath:instancePath+"/toAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err16), errors++;
        }
      }
      else {
        const err17 = {instancePath:instancePath+"/toAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err17), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data4 = data.amount;
      if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
        const err18 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err18), errors++;
      }
      if((typeof data4 == "number") && (isFinite(data4))){
        if(data4 > 9007199254740991 || isNaN(data4)){
          const err19 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err19), errors++;
        }
        if(data4 < 1 || isNaN(data4)){
          const err20 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err20), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data5 = data.currency;
      if(typeof data5 === "string"){
        if(!pattern1.test(data5)){
          const err21 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err21), errors++;
        }
      }
      else {
        const err22 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err22), errors++;
      }
    }
    if(data.deadLetter !== undefined && func0.call(data, "deadLetter")){
      if(typeof data.deadLetter !== "string"){
        const err23 = {instancePath:instancePath+"/deadLetter",schemaPath:"#/properties/deadLetter/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err23), errors++;
      }
    }
  }
  else {
    const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err24), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
