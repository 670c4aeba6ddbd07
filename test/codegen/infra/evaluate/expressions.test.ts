import assert from "node:assert/strict";
import { test } from "node:test";
import { resultOf } from "../support/template.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/example";

const cases: Readonly<Record<string, readonly (readonly [string, unknown])[]>> = {
  "texts that are no expressions stay what they are": [
    ["plain", "plain"],
    ["[[escaped]", "[escaped]"],
    ["[test] value", "[test] value"],
    ["", ""],
  ],
  "texts, numbers, properties and items are read": [
    ["[concat('it''s ', 5)]", "it's 5"],
    ["[ createObject( 'a' , createArray( 1 , 2 ) ).A[ 1 ] ]", 2],
    ["[createObject('a b', -3)['a b']]", -3],
    ["[resourceGroup().location]", "westeurope"],
    ["[environment().suffixes.storage]", "core.windows.net"],
  ],
  "texts are made as Azure makes them": [
    ["[format('{0}-{1}-{{x}} {0}', 'a', true())]", "a-True-{x} a"],
    ["[string(createObject('a', createArray(1, true())))]", '{"a":[1,true]}'],
    ["[toLower('ÄB')]", "äb"],
    ["[take('abcdef', 3)]", "abc"],
    ["[substring('abcdef', 2, 2)]", "cd"],
    ["[replace('a.b.c', '.', '$&')]", "a$&b$&c"],
    ["[join(split('a,b;c', createArray(',', ';')), '-')]", "a-b-c"],
    ["[padLeft(7, 3, '0')]", "007"],
    ["[base64ToString(base64('grüß'))]", "grüß"],
  ],
  "conditions are decided, and only the branch that holds is looked at": [
    ["[if(equals('a', 'A'), 'same', 'other')]", "other"],
    ["[if(true(), 1, json('no json'))]", 1],
    ["[and(true(), not(false()), or(false(), true()))]", true],
    ["[empty(createArray())]", true],
    ["[coalesce(null(), 'x')]", "x"],
    ["[greaterOrEquals(3, 3)]", true],
    ["[contains(createArray('a', 'b'), 'b')]", true],
    ["[equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))]", true],
  ],
  "lists and objects are put together": [
    ["[union(createArray(1, 2), createArray(2, 3))]", [1, 2, 3]],
    ['[union(json(\'{"a":{"b":1},"c":1}\'), json(\'{"a":{"d":2},"c":2}\'))]', { a: { b: 1, d: 2 }, c: 2 }],
    ["[concat(createArray(1), createArray(2))]", [1, 2]],
    ["[map(range(0, 3), lambda('n', mul(lambdaVariables('n'), 2)))]", [0, 2, 4]],
    ["[filter(range(0, 5), lambda('n', greater(lambdaVariables('n'), 2)))]", [3, 4]],
    [
      "[items(createObject('b', 1, 'a', 2))]",
      [
        { key: "a", value: 2 },
        { key: "b", value: 1 },
      ],
    ],
    ["[last(skip(createArray(1, 2, 3), 1))]", 3],
  ],
  "ids are made of types and names": [
    [
      "[resourceId('Microsoft.Web/sites/config', 'app', 'web')]",
      `${group}/providers/Microsoft.Web/sites/app/config/web`,
    ],
    [
      "[resourceId('s', 'other', 'Microsoft.Web/sites', 'x')]",
      "/subscriptions/s/resourceGroups/other/providers/Microsoft.Web/sites/x",
    ],
    [
      "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')]",
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/r",
    ],
    ["[extensionResourceId('/x', 'Microsoft.A/b', 'c')]", "/x/providers/Microsoft.A/b/c"],
  ],
  "mistakes are found where they are": [
    ["[concat('a']", "expression-syntax at 11"],
    ["[concat('a) ]", "expression-syntax at 8"],
    ["[concat('a') 'b']", "expression-syntax at 13"],
    ["[name]", "expression-syntax at 5"],
    ["[concat('a', conca('b'))]", "unknown-function at 13"],
    ["[take('a')]", "function-arguments at 1"],
    ["[concat('x', toLower(5))]", "function-arguments at 13"],
    ["[parameters('none')]", "unknown-parameter at 1"],
    ["[variables('none')]", "unknown-variable at 1"],
    ["[resourceGroup().place]", "unknown-property at 16"],
    ["[createArray(1)[1]]", "unknown-property at 15"],
    ["[resourceId('Microsoft.Web/sites', 'a', 'b')]", "function-arguments at 1"],
    ["[listKeys('/x', '2024-01-01').key1]", "unsupported-function at 1"],
    ["[utcNow()]", "unsupported-function at 1"],
    ["[copyIndex()]", "function-arguments at 1"],
    ["[format('{1}', 'a')]", "function-arguments at 1"],
  ],
};

for (const [title, pairs] of Object.entries(cases)) {
  test(title, () => {
    for (const [expression, expected] of pairs) assert.deepEqual(resultOf(expression), expected, expression);
  });
}

test("uniqueString gives what Azure has given", () => {
  // The first one: github.com/Azure/missionlz, issue 379. The others: public tools that were tried against Azure.
  const known = {
    "sg-mlztest": "szxg4yhfjgtvq",
    test: "rbgf3xv4ufgzg",
    abc: "cgtzqvhu4i23s",
    "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg": "bmg7c6xu4tw46",
  };
  for (const [text, expected] of Object.entries(known)) assert.equal(resultOf(`[uniqueString('${text}')]`), expected);
  assert.equal(resultOf("[uniqueString('foo', 'bar', 'baz')]"), "xzi4ioaxtmth4");
});

test("guid is a UUID of version 5 in Azure's namespace", () => {
  assert.equal(resultOf("[guid('a', 'b', 'c')]"), "a98fa280-e03f-5afa-8d8e-92d0a9c201e8");
  assert.equal(resultOf("[guid('a-b', 'c')]"), resultOf("[guid('a', 'b-c')]"));
});
