import assert from "node:assert/strict";
import { test } from "node:test";
import type { SettingDescriptor } from "../../../platform/app/definition.ts";
import { durationOf } from "../../../platform/processes/duration.ts";
import { readTuning, timeoutSetting } from "../../../platform/processes/tuning.ts";
import { questApp } from "../support/quest.ts";

test("durations", () => {
  const good: readonly (readonly [string, number])[] = [
    ["PT72H", 259_200_000],
    ["P3D", 259_200_000],
    ["P1W", 604_800_000],
    ["P1DT2H3M4.5S", 93_784_500],
    ["PT0.25S", 250],
    ["PT0S", 0],
  ];
  for (const [text, expected] of good) assert.equal(durationOf(text), expected, text);
  for (const text of ["", "P", "PT", "P1DT", "72H", "P1Y", "P1M", "PT-1H", "pt1h", "PT1H ", "PT1.5H", "1000"]) {
    assert.equal(durationOf(text), undefined, text);
  }
});

test("what is not set, or set to nothing, is as the contract says", () => {
  const { settings, timeouts } = readTuning(questApp(), { Limit: "" });
  assert.deepEqual(settings, { limit: 10, word: "answered" });
  assert.deepEqual(timeouts, { quest: { patience: 3_600_000, rest: 600_000 } });
});

test("settings of every type, and what is none of it", () => {
  const setting = (type: SettingDescriptor["type"], value: SettingDescriptor["default"]) =>
    ({ name: "it", appSetting: "TheSetting", type, default: value }) satisfies SettingDescriptor;
  const read = (descriptor: SettingDescriptor, text: string) =>
    readTuning({ ...questApp(), settings: [descriptor] }, { TheSetting: text }).settings["it"];
  assert.equal(read(setting("integer", 1), "-1500"), -1500);
  assert.equal(read(setting("number", 1), "0.025"), 0.025);
  assert.equal(read(setting("boolean", false), "True"), true);
  assert.equal(read(setting("string", ""), " as it is "), " as it is ");
  const wrong: readonly (readonly [SettingDescriptor, string, RegExp])[] = [
    [setting("integer", 1), "1.5", /The setting TheSetting must be a whole number, not 1\.5\./],
    [setting("integer", 1), "99999999999999999999", /whole number/],
    [setting("number", 1), "much", /must be a number/],
    [setting("number", 1), "Infinity", /must be a number/],
    [setting("boolean", false), "yes", /must be true or false/],
  ];
  for (const [descriptor, text, message] of wrong) {
    assert.throws(() => read(descriptor, text), { name: "SettingError", message });
  }
});

test("timeouts are overridden by a setting with their name", () => {
  assert.equal(timeoutSetting("transfer", "review"), "TransferReviewTimeout");
  const { timeouts } = readTuning(questApp(), { QuestRestTimeout: "PT1S" });
  assert.deepEqual(timeouts["quest"], { patience: 3_600_000, rest: 1000 });
  for (const text of ["72 hours", "PT0S"]) {
    assert.throws(() => readTuning(questApp(), { QuestRestTimeout: text }), {
      name: "SettingError",
      message: /The setting QuestRestTimeout must be an ISO 8601 duration above 0, such as PT72H or P3D/,
    });
  }
});
