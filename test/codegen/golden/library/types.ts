// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
/** Lends a copy. Ends a comment *\/ and goes on. */
export interface BorrowCopyData {
  readonly copyId: CopyId;
  /** Whose card it is. *\/ alert(1) /* */
  readonly reader: string;
  readonly class: "adult" | "child";
  readonly constructor: number;
  readonly "a-b"?: string | null;
  readonly toString?: boolean;
  readonly "quote\"d\\"?: "say \"hi\"";
  readonly place: readonly [number] | readonly [number, number];
  readonly shelf?: Shelf;
  readonly labels?: {
    readonly [k: string]: string;
  };
  readonly how?:
    | {
        readonly kind: "desk";
        readonly desk: number;
      }
    | {
        readonly kind: "post";
        readonly to?: string;
      };
  /** Whatever it is. */
  readonly anything?: unknown;
  readonly tags?: readonly ("new" | "rare" | {
    readonly "odd": 1;
  })[];
}

/** A copy is with a reader. */
export interface CopyBorrowedData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

export type CopyId = string;

/** A copy is with a reader. */
export interface CopyMissedData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

/** A copy is with a reader. */
export interface CopyReturnedData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

export interface Loan {
  readonly reader: string;
  readonly copies: readonly string[];
  readonly overdue?: boolean;
}

/** A copy is with a reader. */
export interface LoanDueData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

/** A copy is with a reader. */
export interface RemindReaderData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

/** A copy is with a reader. */
export interface ReturnCopyData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}

/** Holds itself: recursion. */
export interface Shelf {
  readonly label: string;
  readonly inside?: readonly Shelf[];
}

/** A copy is with a reader. */
export interface WriteOffData {
  readonly copyId: CopyId;
  /** Whose card it is. */
  readonly reader: string;
  readonly due: string;
  readonly route?: readonly [] | readonly [string, ...number[]];
}
