// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of TransferHeld (Transfer held); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const formats0 = formats.uuid;
const formats6 = formats["date-time"];
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
    if((data.until === undefined) || (!(func0.call(data, "until")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "until"}};
      (vErrors ??= []).push(err5), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((((key0 === "transferId") || (key0 === "fromAccountId")) || (key0 === "toAccountId")) || (key0 === "amount")) || (key0 === "currency")) || (key0 === "until"))){
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
    if(data.until !== undefined && func0.call(data, "until")){
      let data5 = data.until;
      if(typeof data5 === "string"){
        if(!(formats6.validate(data5))){
          const err18 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/Until/format",keyword:"format",params:{format: "date-time"}};
          (vErrors ??= []).push(err18), errors++;
        }
      }
      else {
        const err19 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/Until/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err19), errors++;
      }
    }
  }
  else {
    const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err20), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
