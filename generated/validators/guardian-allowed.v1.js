// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of GuardianAllowed (Guardian allowed); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func12 = characters;
const formats0 = formats.uuid;
const pattern0 = new RegExp("^[A-Z]{3}$", "u");
const pattern1 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");

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
    if((data.transferId === undefined) || (!(func0.call(data, "transferId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "transferId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.toAccountId === undefined) || (!(func0.call(data, "toAccountId")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "toAccountId"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.amount === undefined) || (!(func0.call(data, "amount")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err4), errors++;
    }
    if((data.guardian === undefined) || (!(func0.call(data, "guardian")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "guardian"}};
      (vErrors ??= []).push(err5), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(((((((key0 === "transferId") || (key0 === "fromAccountId")) || (key0 === "toAccountId")) || (key0 === "amount")) || (key0 === "currency")) || (key0 === "guardian")) || (key0 === "reason"))){
        const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
    if(data.transferId !== undefined && func0.call(data, "transferId")){
      let data0 = data.transferId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err7 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err7), errors++;
        }
      }
      else {
        const err8 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err8), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data1 = data.fromAccountId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err9 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err9), errors++;
        }
      }
      else {
        const err10 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err10), errors++;
      }
    }
    if(data.toAccountId !== undefined && func0.call(data, "toAccountId")){
      let data2 = data.toAccountId;
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          const err11 = {instancePath:instancePath+"/toAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err11), errors++;
        }
      }
      else {
        const err12 = {instancePath:instancePath+"/toAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err12), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data3 = data.amount;
      if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
        const err13 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err13), errors++;
      }
      if((typeof data3 == "number") && (isFinite(data3))){
        if(data3 > 9007199254740991 || isNaN(data3)){
          const err14 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err14), errors++;
        }
        if(data3 < 1 || isNaN(data3)){
          const err15 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err15), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data4 = data.currency;
      if(typeof data4 === "string"){
        if(!pattern0.test(data4)){
          const err16 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err16), errors++;
        }
      }
      else {
        const err17 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err17), errors++;
      }
    }
    if(data.guardian !== undefined && func0.call(data, "guardian")){
      let data5 = data.guardian;
      if(typeof data5 === "string"){
        if(func12(data5) > 128){
          const err18 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err18), errors++;
        }
        if(func12(data5) < 1){
          const err19 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err19), errors++;
        }
        if(!pattern1.test(data5)){
          const err20 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err20), errors++;
        }
      }
      else {
        const err21 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err21), errors++;
      }
    }
    if(data.reason !== undefined && func0.call(data, "reason")){
      let data6 = data.reason;
      if(typeof data6 === "string"){
        if(func12(data6) > 280){
          const err22 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/maxLength",keyword:"maxLength",params:{limit: 280}};
          (vErrors ??= []).push(err22), errors++;
        }
        if(func12(data6) < 1){
          const err23 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err23), errors++;
        }
      }
      else {
        const err24 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err24), errors++;
      }
    }
  }
  else {
    const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err25), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
