import type { Bindings } from "./dispatcher.ts";
import type { Binding } from "./rpc/protocol.ts";
import { fromTypedData } from "./rpc/typed-data.ts";

/** What a function gave to one of its output bindings. */
export interface OutputValue {
  readonly functionName: string;
  /** Options, with settings put in; expressions in braces are left as they are. */
  readonly binding: Binding;
  /** Text that is JSON is parsed; bytes are a Buffer. */
  readonly value: unknown;
}

/** Stands in for the services behind output bindings. What it throws fails the invocation. */
export type OutputStandIn = (output: OutputValue) => Promise<void> | void;

/** Hands every output to the stand-in, except the HTTP response, which the host itself sends. */
export function outputWriter(standIn: OutputStandIn | undefined): Bindings["output"] {
  return async (info, name, data) => {
    const binding = info.bindings[name];
    if (binding === undefined || standIn === undefined) return;
    await standIn({ functionName: info.name, binding, value: fromTypedData(data) });
  };
}
