// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of ReleasePayment (Release payment); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const schema3 = {"type":"string","enum":["merchant-not-found","currency-mismatch","balance-limit"]};
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
    if((data.paymentId === undefined) || (!(func0.call(data, "paymentId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paymentId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.reason === undefined) || (!(func0.call(data, "reason")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"}};
      (vErrors ??= []).push(err2), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(((key0 === "paymentId") || (key0 === "fromAccountId")) || (key0 === "reason"))){
        const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
    if(data.paymentId !== undefined && func0.call(data, "paymentId")){
      let data0 = data.paymentId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err4 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err4), errors++;
        }
      }
      else {
        const err5 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/type",keyword:"type",params:{type: "string"}};
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
    if(data.reason !== undefined && func0.call(data, "reason")){
      let data2 = data.reason;
      if(typeof data2 !== "string"){
        const err8 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/PaymentRefusal/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err8), errors++;
      }
      if(!(((data2 === "merchant-not-found") || (data2 === "currency-mismatch")) || (data2 === "balance-limit"))){
        const err9 = {instancePath:instancePath+"/reason",schemaPath:"#/$defs/PaymentRefusal/enum",keyword:"enum",params:{allowedValues: schema3.enum}};
        (vErrors ??= []).push(err9), errors++;
      }
    }
  }
  else {
    const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err10), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
