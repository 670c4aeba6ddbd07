// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of PaymentTaken (Payment taken); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func15 = characters;
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
    if((data.paymentId === undefined) || (!(func0.call(data, "paymentId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paymentId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.merchantId === undefined) || (!(func0.call(data, "merchantId")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "merchantId"}};
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
    if((data.fee === undefined) || (!(func0.call(data, "fee")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fee"}};
      (vErrors ??= []).push(err5), errors++;
    }
    if((data.credited === undefined) || (!(func0.call(data, "credited")))){
      const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "credited"}};
      (vErrors ??= []).push(err6), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((((((key0 === "paymentId") || (key0 === "fromAccountId")) || (key0 === "merchantId")) || (key0 === "amount")) || (key0 === "currency")) || (key0 === "fee")) || (key0 === "credited")) || (key0 === "note"))){
        const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err7), errors++;
      }
    }
    if(data.paymentId !== undefined && func0.call(data, "paymentId")){
      let data0 = data.paymentId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err8 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err8), errors++;
        }
      }
      else {
        const err9 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err9), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data1 = data.fromAccountId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err10 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.merchantId !== undefined && func0.call(data, "merchantId")){
      let data2 = data.merchantId;
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          const err12 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err12), errors++;
        }
      }
      else {
        const err13 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err13), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data3 = data.amount;
      if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
        const err14 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err14), errors++;
      }
      if((typeof data3 == "number") && (isFinite(data3))){
        if(data3 > 9007199254740991 || isNaN(data3)){
          const err15 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err15), errors++;
        }
        if(data3 < 1 || isNaN(data3)){
          const err16 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err16), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data4 = data.currency;
      if(typeof data4 === "string"){
        if(!pattern0.test(data4)){
          const err17 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err17), errors++;
        }
      }
      else {
        const err18 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err18), errors++;
      }
    }
    if(data.fee !== undefined && func0.call(data, "fee")){
      let data5 = data.fee;
      if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
        const err19 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err19), errors++;
      }
      if((typeof data5 == "number") && (isFinite(data5))){
        if(data5 > 9007199254740991 || isNaN(data5)){
          const err20 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err20), errors++;
        }
        if(data5 < 0 || isNaN(data5)){
          const err21 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err21), errors++;
        }
      }
    }
    if(data.credited !== undefined && func0.call(data, "credited")){
      let data6 = data.credited;
      if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
        const err22 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err22), errors++;
      }
      if((typeof data6 == "number") && (isFinite(data6))){
        if(data6 > 9007199254740991 || isNaN(data6)){
          const err23 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err23), errors++;
        }
        if(data6 < 0 || isNaN(data6)){
          const err24 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err24), errors++;
        }
      }
    }
    if(data.note !== undefined && func0.call(data, "note")){
      let data7 = data.note;
      if(typeof data7 === "string"){
        if(func15(data7) > 280){
          const err25 = {instancePath:instancePath+"/note",schemaPath:"#/$defs/Note/maxLength",keyword:"maxLength",params:{limit: 280}};
          (vErrors ??= []).push(err25), errors++;
        }
      }
      else {
        const err26 = {instancePath:instancePath+"/note",schemaPath:"#/$defs/Note/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err26), errors++;
      }
    }
  }
  else {
    const err27 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err27), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
