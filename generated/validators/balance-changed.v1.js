// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of BalanceChanged (Balance changed); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const schema0 = {"type":"object","additionalProperties":false,"required":["recipient","accountId","currency","balance","held","version","cause"],"properties":{"recipient":{"$ref":"#/$defs/Person"},"accountId":{"$ref":"#/$defs/AccountId"},"currency":{"$ref":"#/$defs/Currency"},"balance":{"$ref":"#/$defs/Balance"},"held":{"$ref":"#/$defs/Balance"},"version":{"type":"integer","minimum":1},"cause":{"type":"string","enum":["load","transfer-sent","transfer-received","transfer-settled","transfer-returned","payment-sent","payment-settled","payment-returned"]}},"$defs":{"AccountId":{"type":"string","format":"uuid"},"Balance":{"type":"integer","minimum":0,"maximum":9007199254740991},"Currency":{"type":"string","pattern":"^[A-Z]{3}$"},"Person":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"}}};
const func0 = Object.prototype.hasOwnProperty;
const func8 = characters;
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
    if((data.accountId === undefined) || (!(func0.call(data, "accountId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "accountId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.balance === undefined) || (!(func0.call(data, "balance")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "balance"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.held === undefined) || (!(func0.call(data, "held")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "held"}};
      (vErrors ??= []).push(err4), errors++;
    }
    if((data.version === undefined) || (!(func0.call(data, "version")))){
      const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
      (vErrors ??= []).push(err5), errors++;
    }
    if((data.cause === undefined) || (!(func0.call(data, "cause")))){
      const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cause"}};
      (vErrors ??= []).push(err6), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(((((((key0 === "recipient") || (key0 === "accountId")) || (key0 === "currency")) || (key0 === "balance")) || (key0 === "held")) || (key0 === "version")) || (key0 === "cause"))){
        const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err7), errors++;
      }
    }
    if(data.recipient !== undefined && func0.call(data, "recipient")){
      let data0 = data.recipient;
      if(typeof data0 === "string"){
        if(func8(data0) > 128){
          const err8 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err8), errors++;
        }
        if(func8(data0) < 1){
          const err9 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err9), errors++;
        }
        if(!pattern0.test(data0)){
          const err10 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.accountId !== undefined && func0.call(data, "accountId")){
      let data1 = data.accountId;
      if(typeof data1 === "string"){
        if(!(formats0.validate(data1))){
          const err12 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err12), errors++;
        }
      }
      else {
        const err13 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err13), errors++;
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data2 = data.currency;
      if(typeof data2 === "string"){
        if(!pattern1.test(data2)){
          const err14 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err14), errors++;
        }
      }
      else {
        const err15 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err15), errors++;
      }
    }
    if(data.balance !== undefined && func0.call(data, "balance")){
      let data3 = data.balance;
      if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
        const err16 = {instancePath:instancePath+"/balance",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err16), errors++;
      }
      if((typeof data3 == "number") && (isFinite(data3))){
        if(data3 > 9007199254740991 || isNaN(data3)){
          const err17 = {instancePath:instancePath+"/balance",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err17), errors++;
        }
        if(data3 < 0 || isNaN(data3)){
          const err18 = {instancePath:instancePath+"/balance",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err18), errors++;
        }
      }
    }
    if(data.held !== undefined && func0.call(data, "held")){
      let data4 = data.held;
      if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
        const err19 = {instancePath:instancePath+"/held",schemaPath:"#/$defs/Balance/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err19), errors++;
      }
      if((typeof data4 == "number") && (isFinite(data4))){
        if(data4 > 9007199254740991 || isNaN(data4)){
          const err20 = {instancePath:instancePath+"/held",schemaPath:"#/$defs/Balance/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
          (vErrors ??= []).push(err20), errors++;
        }
        if(data4 < 0 || isNaN(data4)){
          const err21 = {instancePath:instancePath+"/held",schemaPath:"#/$defs/Balance/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
          (vErrors ??= []).push(err21), errors++;
        }
      }
    }
    if(data.version !== undefined && func0.call(data, "version")){
      let data5 = data.version;
      if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
        const err22 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err22), errors++;
      }
      if((typeof data5 == "number") && (isFinite(data5))){
        if(data5 < 1 || isNaN(data5)){
          const err23 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
          (vErrors ??= []).push(err23), errors++;
        }
      }
    }
    if(data.cause !== undefined && func0.call(data, "cause")){
      let data6 = data.cause;
      if(typeof data6 !== "string"){
        const err24 = {instancePath:instancePath+"/cause",schemaPath:"#/properties/cause/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err24), errors++;
      }
      if(!((((((((data6 === "load") || (data6 === "transfer-sent")) || (data6 === "transfer-received")) || (data6 === "transfer-settled")) || (data6 === "transfer-returned")) || (data6 === "payment-sent")) || (data6 === "payment-settled")) || (data6 === "payment-returned"))){
        const err25 = {instancePath:instancePath+"/cause",schemaPath:"#/properties/cause/enum",keyword:"enum",params:{allowedValues: schema0.properties.cause.enum}};
        (vErrors ??= []).push(err25), errors++;
      }
    }
  }
  else {
    const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err26), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
