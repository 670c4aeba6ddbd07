// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { TransferHeldData, TransferHeldV1Data } from "./types.ts";

/**
 * What you write for earlier versions of messages: each function makes the next version out of one, so that everything
 * in the app sees the newest only. They must be pure: no clock, no random numbers, nothing but the payload, since a
 * message is brought up whenever it is read.
 */
export interface Upcasters {
  /** A transfer waits for a reviewer. */
  readonly TransferHeld: {
    /** Version 1 as version 2. */
    readonly from1: (data: TransferHeldV1Data) => TransferHeldData;
  };
}

/**
 * What you write for consumers that go on getting an earlier version until its sunset: each function makes the version
 * before out of one. They must be pure, as above.
 */
export interface Downcasters {
  /** A transfer waits for a reviewer. */
  readonly TransferHeld: {
    /** Version 2 as version 1. */
    readonly to1: (data: TransferHeldData) => TransferHeldV1Data;
  };
}
