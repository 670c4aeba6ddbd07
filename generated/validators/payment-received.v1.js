// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of PaymentReceived (Payment received); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const schema0 = {"type":"object","additionalProperties":false,"required":["recipient","merchantId","paymentId","fromAccountId","amount","fee","credited","currency"],"properties":{"recipient":{"$ref":"#/$defs/Person"},"merchantId":{"$ref":"#/$defs/MerchantId"},"paymentId":{"$ref":"#/$defs/PaymentId"},"fromAccountId":{"$ref":"#/$defs/AccountId"},"amount":{"$ref":"#/$defs/Amount"},"fee":{"$ref":"#/$defs/Balance"},"credited":{"$ref":"#/$defs/Balance"},"currency":{"$ref":"#/$defs/Currency"},"note":{"$ref":"#/$defs/Note"}},"$defs":{"AccountId":{"type":"string","format":"uuid"},"Amount":{"type":"integer","minimum":1,"maximum":9007199254740991},"Balance":{"type":"integer","minimum":0,"maximum":9007199254740991},"Currency":{"type":"string","pattern":"^[A-Z]{3}$"},"MerchantId":{"type":"string","format":"uuid"},"Note":{"type":"string","maxLength":280},"PaymentId":{"type":"string","format":"uuid"},"Person":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}};
const func0 = Object.prototype.hasOwnProperty;
const func10 = characters;
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
    if((data.merchantId === undefined) || (!(func0.call(data, "merchantId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "merchantId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.paymentId === undefined) || (!(func0.call(data, "paymentId")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paymentId"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.fromAccountId === undefined) || (!(func0.call(data, "fromAccountId")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fromAccountId"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.amount === undefined) || (!(func0.call(data, "amount")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"}};
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
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err7), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(func0.call(schema0.properties, key0))){
        const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err8), errors++;
      }
    }
    if(data.recipient !== undefined && func0.call(data, "recipient")){
      let data0 = data.recipient;
      if(typeof data0 === "string"){
        if(func10(data0) > 128){
          const err9 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err9), errors++;
        }
        if(func10(data0) < 1){
          const err10 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err10), errors++;
        }
        if(!pattern0.test(data0)){
          const err11 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err11), errors++;
        }
      }
      else {
        const err12 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err12), errors++;
      }
    }
    if(data.merchantId !== undefined && func0.call(data, "merchantId")){
      let data1 = data.merchantId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err13 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err13), errors++;
        }
      }
      else {
        const err14 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err14), errors++;
      }
    }
    if(data.paymentId !== undefined && func0.call(data, "paymentId")){
      let data2 = data.paymentId;
      if(typeof data2 === "string"){
        if(!(formats0.validate(data2))){
          const err15 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err15), errors++;
        }
      }
      else {
        const err16 = {instancePath:instancePath+"/paymentId",schemaPath:"#/$defs/PaymentId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err16), errors++;
      }
    }
    if(data.fromAccountId !== undefined && func0.call(data, "fromAccountId")){
      let data3 = data.fromAccountId;
      if(typeof data3 === "string"){
        if(!(formats0.validate(data3))){
          const err17 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err17), errors++;
        }
      }
      else {
        const err18 = {instancePath:instancePath+"/fromAccountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err18), errors++;
      }
    }
    if(data.amount !== undefined && func0.call(data, "amount")){
      let data4 = data.amount;
      if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
        const err19 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err19), errors++;
      }
      if((typeof data4 == "number") && (isFinite(data4))){
        if(data4 > 9007199254740991 || isNaN(data4)){
          const err20 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err20), errors++;
        }
        if(data4 < 1 || isNaN(data4)){
          const err21 = {instancePath:instancePath+"/amount",schemaPath:"#/$defs/Amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err21), errors++;
        }
      }
    }
    if(data.fee !== undefined && func0.call(data, "fee")){
      let data5 = data.fee;
      if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
        const err22 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err22), errors++;
      }
      if((typeof data5 == "number") && (isFinite(data5))){
        if(data5 > 9007199254740991 || isNaN(data5)){
          const err23 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err23), errors++;
        }
        if(data5 < 0 || isNaN(data5)){
          const err24 = {instancePath:instancePath+"/fee",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err24), errors++;
        }
      }
    }
    if(data.credited !== undefined && func0.call(data, "credited")){
      let data6 = data.credited;
      if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
        const err25 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err25), errors++;
      }
      if((typeof data6 == "number") && (isFinite(data6))){
        if(data6 > 9007199254740991 || isNaN(data6)){
          const err26 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err26), errors++;
        }
        if(data6 < 0 || isNaN(data6)){
          const err27 = {instancePath:instancePath+"/credited",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err27), errors++;
        }
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data7 = data.currency;
      if(typeof data7 === "string"){
        if(!pattern1.test(data7)){
          const err28 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err28), errors++;
        }
      }
      else {
        const err29 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err29), errors++;
      }
    }
    if(data.note !== undefined && func0.call(data, "note")){
      let data8 = data.note;
      if(typeof data8 === "string"){
        if(func10(data8) > 280){
          const err30 = {instancePath:instancePath+"/note",schemaPath:"#/$defs/Note/maxLength",keyword:"maxLength",params:{limit: 280}};
          (vErrors ??= []).push(err30), errors++;
        }
      }
      else {
        const err31 = {instancePath:instancePath+"/note",schemaPath:"#/$defs/Note/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err31), errors++;
      }
    }
  }
  else {
    const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err32), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
