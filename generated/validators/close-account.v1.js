// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of CloseAccount (Close account); none when it is valid. */
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
    if((data.accountId === undefined) || (!(func0.call(data, "accountId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "accountId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(key0 === "accountId")){
        const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err1), errors++;
      }
    }
    if(data.accountId !== undefined && func0.call(data, "accountId")){
      let data0 = data.accountId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err2 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err2), errors++;
        }
      }
      else {
        const err3 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
  }
  else {
    const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err4), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
