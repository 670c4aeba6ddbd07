import type { LintReport } from "../findings.ts";
import { type FollowReference, Interpreter } from "../interpret/interpreter.ts";
import type { Subject } from "../read/subject.ts";
import { checkCallers } from "./callers.ts";
import { checkChannels, checkOperations } from "./channels.ts";
import { checkExamples } from "./examples.ts";
import { checkFlow } from "./flow.ts";
import { checkMessages } from "./messages.ts";
import { checkPatterns } from "./patterns.ts";
import { checkReferenceKinds, checkUnused } from "./references.ts";
import { checkSafety } from "./safety.ts";
import { checkSchemaFiles } from "./schema-files.ts";
import { checkSchemaValues } from "./schema-values.ts";
import { checkSchemaWords } from "./schema-words.ts";
import { checkNaming, checkTexts } from "./texts.ts";
import { checkWords } from "./words.ts";

/** Every check of lint's own. Answers how much was looked at. */
export function checkAll(subject: Subject, report: LintReport): number {
  const interpreter = new Interpreter(followerOf(subject));
  checkWords(subject, report);
  checkReferenceKinds(subject, report);
  checkUnused(subject, report);
  checkChannels(subject, report);
  checkOperations(subject, report);
  checkMessages(subject, report);
  checkSchemaFiles(subject, report);
  checkSchemaWords(subject, report);
  checkSchemaValues(subject, report);
  checkPatterns(subject, report);
  checkExamples(subject, interpreter, report);
  checkTexts(subject, report);
  checkNaming(subject, report);
  checkFlow(subject, report);
  checkSafety(subject, report);
  checkCallers(subject, report);
  return subject.work.steps + interpreter.steps;
}

/** Takes one step along a reference. Remembered, since examples go the same ways many times. */
function followerOf(subject: Subject): FollowReference {
  const known = new Map<string, ReturnType<FollowReference>>();
  return (file, ref) => {
    const key = `${file} ${ref}`;
    if (!known.has(key)) known.set(key, subject.follow(file, ref));
    return known.get(key);
  };
}
