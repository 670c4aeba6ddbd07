// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of CreditsLoaded (Credits loaded); none when it is valid. */
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
    if((data.loadId === undefined) || (!(func0.call(data, "loadId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "loadId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.amount === undefined) || (!(func0.call(data, "amount")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.fee === undefined) || (!(func0.call(data, "fee")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fee"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.credited === undefined) || (!(func0.call(data, "credited")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "credited"}};
      (vErrors ??= []).push(err4), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err5), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((((key0 === "accountId") || (key0 === "loadId")) || (key0 === "amount")) || (key0 === "fee")) || (key0 === "credited")) || (key0 === "currency"))){
        const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
    if(data.accountId !== undefined && func0.call(data, "accountId")){
      let data0 = data.accountId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err7 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err7), errors++;
        }
      }
      else {
        const err8 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err8), errors++;
      }
    }
    if(data.loadId !== undefined && func0.call(data, "loadId")){
      let data1 = data.loadId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err9 = {instancePath:instancePath+"/loadId",schemaPath:"#/$defs/LoadId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err9), errors++;
        }
      }
      else {
        const err10 = {instancePath:instancePath+"/loadId",schemaPath:"#/$defs/LoadId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err10), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data2 = data.amount;
      if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
        const err11 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err11), errors++;
      }
      if((typeof data2 == "number") && (isFinite(data2))){
        if(data2 > 9007199254740991 || isNaN(data2)){
          const err12 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err12), errors++;
        }
        if(data2 < 1 || isNaN(data2)){
          const err13 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err13), errors++;
        }
      }
    }
    if(data.fee !== undefined && func0.call(data, "fee")){
      let data3 = data.fee;
      if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
        const err14 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err14), errors++;
      }
      if((typeof data3 == "number") && (isFinite(data3))){
        if(data3 > 9007199254740991 || isNaN(data3)){
          const err15 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err15), errors++;
        }
        if(data3 < 0 || isNaN(data3)){
          const err16 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err16), errors++;
        }
      }
    }
    if(data.credited !== undefined && func0.call(data, "credited")){
      let data4 = data.credited;
      if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
        const err17 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err17), errors++;
      }
      if((typeof data4 == "number") && (isFinite(data4))){
        if(data4 > 9007199254740991 || isNaN(data4)){
          const err18 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err18), errors++;
        }
        if(data4 < 0 || isNaN(data4)){
          const err19 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err19), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data5 = data.currency;
      if(typeof data5 === "string"){
        if(!pattern0.test(data5)){
          const err20 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err20), errors++;
        }
      }
      else {
        const err21 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err21), errors++;
      }
    }
  }
  else {
    const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err22), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
