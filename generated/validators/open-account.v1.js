// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, formats } from "./runtime.js";

/** The faults of a value as the payload of OpenAccount (Open account); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func5 = characters;
const formats0 = formats.uuid;
const pattern0 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");
const pattern1 = new RegExp("^[A-Z]{3}$", "u");

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
    if((data.owner === undefined) || (!(func0.call(data, "owner")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.currency === undefined) || (!(func0.call(data, "currency")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"}};
      (vErrors ??= []).push(err2), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "accountId") || (key0 === "owner")) || (key0 === "currency")) || (key0 === "guardian"))){
        const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
    if(data.accountId !== undefined && func0.call(data, "accountId")){
      let data0 = data.accountId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err4 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err4), errors++;
        }
      }
      else {
        const err5 = {instancePath:instancePath+"/accountId",schemaPath:"#/$defs/AccountId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err5), errors++;
      }
    }
    if(data.owner !== undefined && func0.call(data, "owner")){
      let data1 = data.owner;
      if(typeof data1 === "string"){
        if(func5(data1) > 128){
          const err6 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err6), errors++;
        }
        if(func5(data1) < 1){
          const err7 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err7), errors++;
        }
        if(!pattern0.test(data1)){
          const err8 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err8), errors++;
        }
      }
      else {
        const err9 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err9), errors++;
      }
    }
    if(data.currency !== undefined && func0.call(data, "currency")){
      let data2 = data.currency;
      if(typeof data2 === "string"){
        if(!pattern1.test(data2)){
          const err10 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/pattern",keyword:"pattern",params:{pattern: "^[A-Z]{3}$"}};
          (vErrors ??= []).push(err10), errors++;
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/currency",schemaPath:"#/$defs/Currency/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.guardian !== undefined && func0.call(data, "guardian")){
      let data3 = data.guardian;
      if(typeof data3 === "string"){
        if(func5(data3) > 128){
          const err12 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err12), errors++;
        }
        if(func5(data3) < 1){
          const err13 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err13), errors++;
        }
        if(!pattern0.test(data3)){
          const err14 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err14), errors++;
        }
      }
      else {
        const err15 = {instancePath:instancePath+"/guardian",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err15), errors++;
      }
    }
  }
  else {
    const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err16), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
