import type { AppDefinition } from "./definition.ts";

/** Registers every function of the app with the Azure Functions programming model. */
export function registerFunctions(_app: AppDefinition): void {}
