import { Fields, isObject } from "./fields.ts";

/** The columns of `exceptions` that come from the chain of exceptions, the outermost first. @throws InvalidItem */
export function exceptionColumns(data: Fields): Readonly<Record<string, unknown>> {
  const chain = data.list("exceptions").map((each) => new Fields("ExceptionDetails", each));
  const details = chain.map(detailOf);
  const outer = details[0]!;
  const innermost = details.at(-1)!;
  return {
    type: outer.type,
    message: outer.message,
    method: outer.method,
    assembly: outer.assembly,
    outerType: outer.type,
    outerMessage: outer.message,
    outerMethod: outer.method,
    outerAssembly: outer.assembly,
    innermostType: innermost.type,
    innermostMessage: innermost.message,
    innermostMethod: innermost.method,
    innermostAssembly: innermost.assembly,
    // What is grouped as one problem: the same type at the same place.
    problemId: data.text("problemId") || [outer.type, outer.method].filter((part) => part !== "").join(" at "),
    handledAt: "UserCode",
    details,
  };
}

function detailOf(exception: Fields, index: number) {
  const frames = exception.raw("parsedStack");
  const parsedStack = Array.isArray(frames) ? frames : [];
  const rawStack = exception.text("stack");
  const first = isObject(parsedStack[0]) ? parsedStack[0] : undefined;
  return {
    id: String(exception.number("id") ?? index),
    outerId: String(exception.number("outerId") ?? Math.max(0, index - 1)),
    type: exception.text("typeName"),
    message: exception.required("message"),
    method: typeof first?.["method"] === "string" ? first["method"] : methodIn(rawStack),
    assembly: typeof first?.["assembly"] === "string" ? first["assembly"] : "",
    parsedStack,
    rawStack,
  };
}

/** The function of the first frame of a stack as Node writes it. */
function methodIn(stack: string): string {
  return /^\s*at (?:async )?([^\s(]+) \(/m.exec(stack)?.[1] ?? "";
}
