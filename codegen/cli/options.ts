/** Options that several commands have, as commander takes them. */
export const contractOption = [
  "--contract <file>",
  "the AsyncAPI document (default: this project's asyncapi.yaml)",
] as const;

/** The hand-written code of a contract, for commands that try conversions between versions. */
export const handlersOption = [
  "--handlers <file>",
  "the module whose `handlers` name the conversions (default: handlers/index.ts beside it)",
] as const;

/** The day of a run, for commands whose answer depends on it. */
export const todayOption = [
  "--today <day>",
  "the day that sunsets and decisions are held against, such as 2026-11-26 (default: today)",
] as const;
