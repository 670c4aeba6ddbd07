// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of RegisterMerchant (Register merchant); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func6 = characters;
const formats0 = formats.uuid;
const pattern0 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
const pattern2 = new RegExp("^[A-Z]{3}$", "u");

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
    if((data.merchantId === undefined) || (!(func0.call(data, "merchantId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "merchantId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.name === undefined) || (!(func0.call(data, "name")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.owner === undefined) || (!(func0.call(data, "owner")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err3), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "merchantId") || (key0 === "name")) || (key0 === "owner")) || (key0 === "currency"))){
        const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err4), errors++;
      }
    }
    if(data.merchantId !== undefined && func0.call(data, "merchantId")){
      let data0 = data.merchantId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err5 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err5), errors++;
        }
      }
      else {
        const err6 = {instancePath:instancePath+"/merchantId",schemaPath:"#/$defs/MerchantId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
    if(data.name !== undefined && func0.call(data, "name")){
      let data1 = data.name;
      if(typeof data1 === "string"){
        if(func6(data1) > 120){
          const err7 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/MerchantName/maxLength",keyword:"maxLength",params:{limit: 120}};
          (vErrors ??= []).push(err7), errors++;
        }
        if(func6(data1) < 1){
          const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/MerchantName/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err8), errors++;
        }
        if(!pattern0.test(data1)){
          const err9 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/MerchantName/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err9), errors++;
        }
      }
      else {
        const err10 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/MerchantName/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err10), errors++;
      }
    }
    if(data.owner !== undefined && func0.call(data, "owner")){
      let data2 = data.owner;
      if(typeof data2 === "string"){
        if(func6(data2) > 128){
          const err11 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err11), errors++;
        }
        if(func6(data2) < 1){
          const err12 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err12), errors++;
        }
        if(!pattern0.test(data2)){
          const err13 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err13), errors++;
        }
      }
      else {
        const err14 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err14), errors++;
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data3 = data.currency;
      if(typeof data3 === "string"){
        if(!pattern2.test(data3)){
          const err15 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err15), errors++;
        }
      }
      else {
        const err16 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err16), errors++;
      }
    }
  }
  else {
    const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err17), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
