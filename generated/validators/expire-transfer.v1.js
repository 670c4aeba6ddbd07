// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of ExpireTransfer (Expire transfer); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
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
    if((data.transferId === undefined) || (!(func0.call(data, "transferId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "transferId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((key0 === "transferId") || (key0 === "fromAccountId"))){
        const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err2), errors++;
      }
    }
    if(data.transferId !== undefined && func0.call(data, "transferId")){
      let data0 = data.transferId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err3 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err3), errors++;
        }
      }
      else {
        const err4 = {instancePath:instancePath+"/transferId",schemaPath:"#/$defs/TransferId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err4), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data1 = data.fromAccountId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err5 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err5), errors++;
        }
      }
      else {
        const err6 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
  }
  else {
    const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err7), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
