// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check } from "./runtime.js";

/** The faults of a value as the payload of CommandFailed (Command failed); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const func0 = Object.prototype.hasOwnProperty;
const func5 = characters;
const pattern0 = new RegExp("^[^\\u0000-\\u001f\\u007f]+$", "u");

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
    if((data.commandId === undefined) || (!(func0.call(data, "commandId")))){
      const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "commandId"}};
      (vErrors ??= []).push(err1), errors++;
    }
    if((data.command === undefined) || (!(func0.call(data, "command")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "command"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.deadLetter === undefined) || (!(func0.call(data, "deadLetter")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "deadLetter"}};
      (vErrors ??= []).push(err3), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((((key0 === "recipient") || (key0 === "commandId")) || (key0 === "command")) || (key0 === "deadLetter"))){
        const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err4), errors++;
      }
    }
    if(data.recipient !== undefined && func0.call(data, "recipient")){
      let data0 = data.recipient;
      if(typeof data0 === "string"){
        if(func5(data0) > 128){
          const err5 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/maxLength",keyword:"maxLength",params:{limit: 128}};
          (vErrors ??= []).push(err5), errors++;
        }
        if(func5(data0) < 1){
          const err6 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err6), errors++;
        }
        if(!pattern0.test(data0)){
          const err7 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/pattern",keyword:"pattern",params:{pattern: "^[^\\u0000-\\u001f\\u007f]+$"}};
          (vErrors ??= []).push(err7), errors++;
        }
      }
      else {
        const err8 = {instancePath:instancePath+"/recipient",schemaPath:"#/$defs/Person/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err8), errors++;
      }
    }
    if(data.commandId !== undefined && func0.call(data, "commandId")){
      if(typeof data.commandId !== "string"){
        const err9 = {instancePath:instancePath+"/commandId",schemaPath:"#/properties/commandId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err9), errors++;
      }
    }
    if(data.command !== undefined && func0.call(data, "command")){
      if(typeof data.command !== "string"){
        const err10 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err10), errors++;
      }
    }
    if(data.deadLetter !== undefined && func0.call(data, "deadLetter")){
      if(typeof data.deadLetter !== "string"){
        const err11 = {instancePath:instancePath+"/deadLetter",schemaPath:"#/properties/deadLetter/type",keyword:"type",params:{type: "string"}};
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
