// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of LoadCredits (Load credits); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const formats0 = formats.uuid;
const pattern0 = new RegExp("^[A-Z]{3}$", "u");

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
    if((data.amount === undefined) || (!(func0.call(data, "amount")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.loadId === undefined) || (!(func0.call(data, "loadId")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "loadId"}};
      (vErrors ??= []).push(err3), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "accountId") || (key0 === "amount")) || (key0 === "currency")) || (key0 === "loadId"))){
        const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err4), errors++;
      }
    }
    if(data.accountId !== undefined && func0.call(data, "accountId")){
      let data0 = data.accountId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err5 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err5), errors++;
        }
      }
      else {
        const err6 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data1 = data.amount;
      if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
        const err7 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err7), errors++;
      }
      if((typeof data1 == "number") && (isFinite(data1))){
        if(data1 > 9007199254740991 || isNaN(data1)){
          const err8 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err8), errors++;
        }
        if(data1 < 1 || isNaN(data1)){
          const err9 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err9), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data2 = data.currency;
      if(typeof data2 === "string"){
        if(!pattern0.test(data2)){
          const err10 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.loadId !== undefined && func0.call(data, "loadId")){
      let data3 = data.loadId;
      if(typeof data3 === "string"){
        if(!(formats0.validate(data3))){
          const err12 = {instancePath:instancePath+"/loadId",schemaPath:"#/$defs/LoadId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err12), errors++;
        }
      }
      else {
        const err13 = {instancePath:instancePath+"/loadId",schemaPath:"#/$defs/LoadId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err13), errors++;
      }
    }
  }
  else {
    const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err14), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
