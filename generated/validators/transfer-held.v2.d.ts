// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Fault } from "eventwright/codegen/v1";

/** The faults of a value as the payload of TransferHeld; none when it is valid. */
export declare function validate(value: unknown): readonly Fault[];
