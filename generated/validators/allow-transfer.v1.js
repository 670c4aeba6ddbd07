// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of AllowTransfer (Allow transfer); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func6 = characters;
const formats0 = formats.uuid;
const pattern0 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");

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
    if((data.guardian === undefined) || (!(func0.call(data, "guardian")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "guardian"}};
      (vErrors ??= []).push(err2), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "transferId") || (key0 === "fromAccountId")) || (key0 === "guardian")) || (key0 === "reason"))){
        const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
    if(data.transferId !== undefined && func0.call(data, "transferId")){
      let data0 = data.transferId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err4 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err4), errors++;
        }
      }
      else {
        const err5 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err5), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data1 = data.fromAccountId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err6 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err6), errors++;
        }
      }
      else {
        const err7 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err7), errors++;
      }
    }
    if(data.guardian !== undefined && func0.call(data, "guardian")){
      let data2 = data.guardian;
      if(typeof data2 === "string"){
        if(func6(data2) > 128){
          const err8 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err8), errors++;
        }
        if(func6(data2) < 1){
          const err9 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err9), errors++;
        }
        if(!pattern0.test(data2)){
          const err10 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.reason !== undefined && func0.call(data, "reason")){
      let data3 = data.reason;
      if(typeof data3 === "string"){
        if(func6(data3) > 280){
          const err12 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/maxLength",keyword:"maxLength",params:{limit: 280}};
          (vErrors ??= []).push(err12), errors++;
        }
        if(func6(data3) < 1){
          const err13 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err13), errors++;
        }
      }
      else {
        const err14 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/Reason/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err14), errors++;
      }
    }
  }
  else {
    const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err15), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
