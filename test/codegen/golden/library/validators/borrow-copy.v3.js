// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { characters, check, equal, formats } from "./runtime.js";

/** The faults of a value as the payload of BorrowCopy (Borrow a copy); none when it is valid. */
export function validate(value) {
  return check(validate0, value);
}

const schema0 = {"type":"object","additionalProperties":false,"required":["copyId","reader","class","constructor","place"],"properties":{"copyId":{"$ref":"#/$defs/CopyId"},"reader":{"type":"string","minLength":1},"class":{"type":"string","enum":["adult","child"]},"constructor":{"type":"integer","format":"int32"},"a-b":{"type":["string","null"],"maxLength":3},"toString":{"type":"boolean"},"quote\"d\\":{"const":"say \"hi\""},"place":{"type":"array","prefixItems":[{"type":"number"},{"type":"number"}],"minItems":1,"items":false},"shelf":{"$ref":"#/$defs/Shelf"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"how":{"oneOf":[{"type":"object","additionalProperties":false,"required":["kind","desk"],"properties":{"kind":{"const":"desk"},"desk":{"type":"integer"}}},{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"const":"post"},"to":{"type":"string","format":"email"}}}]},"anything":{},"tags":{"type":"array","uniqueItems":true,"items":{"enum":["new","rare",{"odd":1}]}}},"$defs":{"CopyId":{"type":"string","format":"uuid"},"Shelf":{"type":"object","additionalProperties":false,"required":["label"],"properties":{"label":{"type":"string"},"inside":{"type":"array","items":{"$ref":"#/$defs/Shelf"}}}}}};
const func0 = Object.prototype.hasOwnProperty;
const func8 = characters;
const func30 = equal;
const formats0 = formats.uuid;
const formats2 = formats.int32;
const formats4 = formats.email;
const wrapper0 = {validate: validate1};

function validate1(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate1.evaluated;
  if(evaluated0.dynamicProps){
    evaluated0.props = undefined;
  }
  if(evaluated0.dynamicItems){
    evaluated0.items = undefined;
  }
  if(data && typeof data == "object" && !Array.isArray(data)){
    if((data.label === undefined) || (!(func0.call(data, "label")))){
      const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "label"}};
      (vErrors ??= []).push(err0), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!((key0 === "label") || (key0 === "inside"))){
        const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err1), errors++;
      }
    }
    if(data.label !== undefined && func0.call(data, "label")){
      if(typeof data.label !== "string"){
        const err2 = {instancePath:instancePath+"/label",schemaPath:"#/properties/label/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err2), errors++;
      }
    }
    if(data.inside !== undefined && func0.call(data, "inside")){
      let data1 = data.inside;
      if(Array.isArray(data1)){
        const len0 = data1.length;
        for(let i0=0; i0<len0; i0++){
          if(!(wrapper0.validate(data1[i0], {instancePath:instancePath+"/inside/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
            vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
            errors = vErrors.length;
          }
        }
      }
      else {
        const err3 = {instancePath:instancePath+"/inside",schemaPath:"#/properties/inside/type",keyword:"type",params:{type: "array"}};
        (vErrors ??= []).push(err3), errors++;
      }
    }
  }
  else {
    const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err4), errors++;
  }
  validate1.errors = vErrors;
  return errors === 0;
}
validate1.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
    if((data.class === undefined) || (!(func0.call(data, "class")))){
      const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "class"}};
      (vErrors ??= []).push(err2), errors++;
    }
    if((data.constructor === undefined) || (!(func0.call(data, "constructor")))){
      const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "constructor"}};
      (vErrors ??= []).push(err3), errors++;
    }
    if((data.place === undefined) || (!(func0.call(data, "place")))){
      const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "place"}};
      (vErrors ??= []).push(err4), errors++;
    }
    for(const key0 of Object.keys(data)){
      if(!(func0.call(schema0.properties, key0))){
        const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
        (vErrors ??= []).push(err5), errors++;
      }
    }
    if(data.copyId !== undefined && func0.call(data, "copyId")){
      let data0 = data.copyId;
      if(typeof data0 === "string"){
        if(!(formats0.validate(data0))){
          const err6 = {instancePath:instancePath+"/copyId",schemaPath:"#/$defs/CopyId/format",keyword:"format",params:{format: "uuid"}};
          (vErrors ??= []).push(err6), errors++;
        }
      }
      else {
        const err7 = {instancePath:instancePath+"/copyId",schemaPath:"#/$defs/CopyId/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err7), errors++;
      }
    }
    if(data.reader !== undefined && func0.call(data, "reader")){
      let data1 = data.reader;
      if(typeof data1 === "string"){
        if(func8(data1) < 1){
          const err8 = {instancePath:instancePath+"/reader",schemaPath:"#/properties/reader/minLength",keyword:"minLength",params:{limit: 1}};
          (vErrors ??= []).push(err8), errors++;
        }
      }
      else {
        const err9 = {instancePath:instancePath+"/reader",schemaPath:"#/properties/reader/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err9), errors++;
      }
    }
    if(data.class !== undefined && func0.call(data, "class")){
      let data2 = data.class;
      if(typeof data2 !== "string"){
        const err10 = {instancePath:instancePath+"/class",schemaPath:"#/properties/class/type",keyword:"type",params:{type: "string"}};
        (vErrors ??= []).push(err10), errors++;
      }
      if(!((data2 === "adult") || (data2 === "child"))){
        const err11 = {instancePath:instancePath+"/class",schemaPath:"#/properties/class/enum",keyword:"enum",params:{allowedValues: schema0.properties.class.enum}};
        (vErrors ??= []).push(err11), errors++;
      }
    }
    if(data.constructor !== undefined && func0.call(data, "constructor")){
      let data3 = data.constructor;
      if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
        const err12 = {instancePath:instancePath+"/constructor",schemaPath:"#/properties/constructor/type",keyword:"type",params:{type: "integer"}};
        (vErrors ??= []).push(err12), errors++;
      }
      if((typeof data3 == "number") && (isFinite(data3))){
        if(!(formats2.validate(data3))){
          const err13 = {instancePath:instancePath+"/constructor",schemaPath:"#/properties/constructor/format",keyword:"format",params:{format: "int32"}};
          (vErrors ??= []).push(err13), errors++;
        }
      }
    }
    if(data["a-b"] !== undefined && func0.call(data, "a-b")){
      let data4 = data["a-b"];
      if((typeof data4 !== "string") && (data4 !== null)){
        const err14 = {instancePath:instancePath+"/a-b",schemaPath:"#/properties/a-b/type",keyword:"type",params:{type: schema0.properties["a-b"].type}};
        (vErrors ??= []).push(err14), errors++;
      }
      if(typeof data4 === "string"){
        if(func8(data4) > 3){
          const err15 = {instancePath:instancePath+"/a-b",schemaPath:"#/properties/a-b/maxLength",keyword:"maxLength",params:{limit: 3}};
          (vErrors ??= []).push(err15), errors++;
        }
      }
    }
    if(data.toString !== undefined && func0.call(data, "toString")){
      if(typeof data.toString !== "boolean"){
        const err16 = {instancePath:instancePath+"/toString",schemaPath:"#/properties/toString/type",keyword:"type",params:{type: "boolean"}};
        (vErrors ??= []).push(err16), errors++;
      }
    }
    if(data["quote\"d\\"] !== undefined && func0.call(data, "quote\"d\\")){
      if("say \"hi\"" !== data["quote\"d\\"]){
        const err17 = {instancePath:instancePath+"/quote\"d\\",schemaPath:"#/properties/quote%22d%5C/const",keyword:"const",params:{allowedValue: "say \"hi\""}};
        (vErrors ??= []).push(err17), errors++;
      }
    }
    if(data.place !== undefined && func0.call(data, "place")){
      let data7 = data.place;
      if(Array.isArray(data7)){
        if(data7.length < 1){
          const err18 = {instancePath:instancePath+"/place",schemaPath:"#/properties/place/minItems",keyword:"minItems",params:{limit: 1}};
          (vErrors ??= []).push(err18), errors++;
        }
        const len0 = data7.length;
        if(len0 > 0){
          let data8 = data7[0];
          if(!((typeof data8 == "number") && (isFinite(data8)))){
            const err19 = {instancePath:instancePath+"/place/0",schemaPath:"#/properties/place/prefixItems/0/type",keyword:"type",params:{type: "number"}};
            (vErrors ??= []).push(err19), errors++;
          }
        }
        if(len0 > 1){
          let data9 = data7[1];
          if(!((typeof data9 == "number") && (isFinite(data9)))){
            const err20 = {instancePath:instancePath+"/place/1",schemaPath:"#/properties/place/prefixItems/1/type",keyword:"type",params:{type: "number"}};
            (vErrors ??= []).push(err20), errors++;
          }
        }
        const len1 = data7.length;
        if(!(len1 <= 2)){
          const err21 = {instancePath:instancePath+"/place",schemaPath:"#/properties/place/items",keyword:"items",params:{limit: 2}};
          (vErrors ??= []).push(err21), errors++;
        }
      }
      else {
        const err22 = {instancePath:instancePath+"/place",schemaPath:"#/properties/place/type",keyword:"type",params:{type: "array"}};
        (vErrors ??= []).push(err22), errors++;
      }
    }
    if(data.shelf !== undefined && func0.call(data, "shelf")){
      if(!(validate1(data.shelf, {instancePath:instancePath+"/shelf",parentData:data,parentDataProperty:"shelf",rootData,dynamicAnchors}))){
        vErrors = vErrors === null ? validate1.errors : vErrors.concat(validate1.errors);
        errors = vErrors.length;
      }
    }
    if(data.labels !== undefined && func0.call(data, "labels")){
      let data11 = data.labels;
      if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
        for(const key1 of Object.keys(data11)){
          if(typeof data11[key1] !== "string"){
            const err23 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"}};
            (vErrors ??= []).push(err23), errors++;
          }
        }
      }
      else {
        const err24 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"}};
        (vErrors ??= []).push(err24), errors++;
      }
    }
    if(data.how !== undefined && func0.call(data, "how")){
      let data13 = data.how;
      const _errs29 = errors;
      let valid4 = false;
      let passing0 = null;
      const _errs30 = errors;
      if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
        if((data13.kind === undefined) || (!(func0.call(data13, "kind")))){
          const err25 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/0/required",keyword:"required",params:{missingProperty: "kind"}};
          (vErrors ??= []).push(err25), errors++;
        }
        if((data13.desk === undefined) || (!(func0.call(data13, "desk")))){
          const err26 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/0/required",keyword:"required",params:{missingProperty: "desk"}};
          (vErrors ??= []).push(err26), errors++;
        }
        for(const key2 of Object.keys(data13)){
          if(!((key2 === "kind") || (key2 === "desk"))){
            const err27 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
            (vErrors ??= []).push(err27), errors++;
          }
        }
        if(data13.kind !== undefined && func0.call(data13, "kind")){
          if("desk" !== data13.kind){
            const err28 = {instancePath:instancePath+"/how/kind",schemaPath:"#/properties/how/oneOf/0/properties/kind/const",keyword:"const",params:{allowedValue: "desk"}};
            (vErrors ??= []).push(err28), errors++;
          }
        }
        if(data13.desk !== undefined && func0.call(data13, "desk")){
          let data15 = data13.desk;
          if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
            const err29 = {instancePath:instancePath+"/how/desk",schemaPath:"#/properties/how/oneOf/0/properties/desk/type",keyword:"type",params:{type: "integer"}};
            (vErrors ??= []).push(err29), errors++;
          }
        }
      }
      else {
        const err30 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/0/type",keyword:"type",params:{type: "object"}};
        (vErrors ??= []).push(err30), errors++;
      }
      var _valid0 = _errs30 === errors;
      if(_valid0){
        valid4 = true;
        passing0 = 0;
        var props0 = true;
      }
      const _errs36 = errors;
      if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
        if((data13.kind === undefined) || (!(func0.call(data13, "kind")))){
          const err31 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/1/required",keyword:"required",params:{missingProperty: "kind"}};
          (vErrors ??= []).push(err31), errors++;
        }
        for(const key3 of Object.keys(data13)){
          if(!((key3 === "kind") || (key3 === "to"))){
            const err32 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
            (vErrors ??= []).push(err32), errors++;
          }
        }
        if(data13.kind !== undefined && func0.call(data13, "kind")){
          if("post" !== data13.kind){
            const err33 = {instancePath:instancePath+"/how/kind",schemaPath:"#/properties/how/oneOf/1/properties/kind/const",keyword:"const",params:{allowedValue: "post"}};
            (vErrors ??= []).push(err33), errors++;
          }
        }
        if(data13.to !== undefined && func0.call(data13, "to")){
          let data17 = data13.to;
          if(typeof data17 === "string"){
            if(!(formats4.validate(data17))){
              const err34 = {instancePath:instancePath+"/how/to",schemaPath:"#/properties/how/oneOf/1/properties/to/format",keyword:"format",params:{format: "email"}};
              (vErrors ??= []).push(err34), errors++;
            }
          }
          else {
            const err35 = {instancePath:instancePath+"/how/to",schemaPath:"#/properties/how/oneOf/1/properties/to/type",keyword:"type",params:{type: "string"}};
            (vErrors ??= []).push(err35), errors++;
          }
        }
      }
      else {
        const err36 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf/1/type",keyword:"type",params:{type: "object"}};
        (vErrors ??= []).push(err36), errors++;
      }
      var _valid0 = _errs36 === errors;
      if(_valid0 && valid4){
        valid4 = false;
        passing0 = [passing0, 1];
      }
      else {
        if(_valid0){
          valid4 = true;
          passing0 = 1;
          if(props0 !== true){
            props0 = true;
          }
        }
      }
      if(!valid4){
        const err37 = {instancePath:instancePath+"/how",schemaPath:"#/properties/how/oneOf",keyword:"oneOf",params:{passingSchemas: passing0}};
        (vErrors ??= []).push(err37), errors++;
      }
      else {
        errors = _errs29;
        if(vErrors !== null){
          if(_errs29){
            vErrors.length = _errs29;
          }
          else {
            vErrors = null;
          }
        }
      }
    }
    if(data.tags !== undefined && func0.call(data, "tags")){
      let data18 = data.tags;
      if(Array.isArray(data18)){
        const len2 = data18.length;
        for(let i0=0; i0<len2; i0++){
          let data19 = data18[i0];
          const vSchema1 = schema0.properties.tags.items.enum;
          if(!(((data19 === "new") || (data19 === "rare")) || (func30(data19, vSchema1[2])))){
            const err38 = {instancePath:instancePath+"/tags/" + i0,schemaPath:"#/properties/tags/items/enum",keyword:"enum",params:{allowedValues: schema0.properties.tags.items.enum}};
            (vErrors ??= []).push(err38), errors++;
          }
        }
        let i1 = data18.length;
        let j0;
        if(i1 > 1){
          outer0:
          for(;i1--;){
            for(j0 = i1; j0--;){
              if(func30(data18[i1], data18[j0])){
                const err39 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
                (vErrors ??= []).push(err39), errors++;
                break outer0;
              }
            }
          }
        }
      }
      else {
        const err40 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "array"}};
        (vErrors ??= []).push(err40), errors++;
      }
    }
  }
  else {
    const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
    (vErrors ??= []).push(err41), errors++;
  }
  validate0.errors = vErrors;
  return errors === 0;
}
validate0.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
