// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { check, formats } from "./runtime.js";

/** The faults of a value as the payload of WriteOff (WriteOff); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const formats0 = formats.uuid;
const formats2 = formats["date-time"];

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
    if((data.copyId === undefined) || (!(func0.call(data, "copyId")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "copyId"}};
      (vErrors ??= []).push(err0), errors++;
    }
    if((data.reader === undefined) || (!(func0.call(data, "reader")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reader"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.due === undefined) || (!(func0.call(data, "due")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "due"}};
      (vErrors ??= []).push(err2), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "copyId") || (key0 === "reader")) || (key0 === "due")) || (key0 === "route"))){
        const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
    if(data.copyId !== undefined && func0.call(data, "copyId")){
      let data0 = data.copyId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err4 = {instancePath:instancePath+"/copyId",schemaPath:"#/$defs/CopyId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err4), errors++;
        }
      }
      else {
        const err5 = {instancePath:instancePath+"/copyId",schemaPath:"#/$defs/CopyId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err5), errors++;
      }
    }
    if(data.reader !== undefined && func0.call(data, "reader")){
      if(typeof data.reader !== "string"){
        const err6 = {instancePath:instancePath+"/reader",schemaPath:"#/properties/reader/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err6), errors++;
      }
    }
    if(data.due !== undefined && func0.call(data, "due")){
      let data2 = data.due;
      if(typeof data2 === "string"){
        if(!(formats2.validate(data2))){
          const err7 = {instancePath:instancePath+"/due",schemaPath:"#/properties/due/format",keyword:"format",params:{format: "date-time"}};
          (vErrors ??= []).push(err7), errors++;
        }
      }
      else {
        const err8 = {instancePath:instancePath+"/due",schemaPath:"#/properties/due/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err8), errors++;
      }
    }
    if(data.route !== undefined && func0.call(data, "route")){
      let data3 = data.route;
      if(Array.isArray(data3)){
        const len0 = data3.length;
        if(len0 > 0){
          if(typeof data3[0] !== "string"){
            const err9 = {instancePath:instancePath+"/route/0",schemaPath:"#/properties/route/prefixItems/0/type",keyword:"type",params:{type: "string"}};
            (vErrors ??= []).push(err9), errors++;
          }
        }
        const len1 = data3.length;
        var valid3 = len1 <= 1;
        if(!valid3){
          for(let i0=1; i0<len1; i0++){
            let data5 = data3[i0];
            const _errs13 = errors;
            if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
              const err10 = {instancePath:instancePath+"/route/" + i0,schemaPath:"#/properties/route/items/type",keyword:"type",params:{type: "integer"}};
              (vErrors ??= []).push(err10), errors++;
            }
            var valid3 = _errs13 === errors;
          }
        }
      }
      else {
        const err11 = {instancePath:instancePath+"/route",schemaPath:"#/properties/route/type",keyword:"type",params:{type: "array"}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
  }
  else {
    const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err12), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
