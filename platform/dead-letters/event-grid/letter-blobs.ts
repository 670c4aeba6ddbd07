/** A blob as a list shows it. */
export interface LetterBlob {
  readonly name: string;
  /** Another one as soon as its content is. */
  readonly etag: string;
  readonly bytes: number;
}

/** The port to the container that Event Grid writes its dead letters to. Trouble is a `StoreError`. */
export interface LetterBlobs {
  /** Every blob, in pages; none when there is no such container yet. */
  list(): AsyncIterable<readonly LetterBlob[]>;
  /** The content of a blob that is still as it was listed; undefined when it is gone or another. */
  read(blob: LetterBlob): Promise<Uint8Array | undefined>;
  /** Removes a blob that is still as it was listed; harmless when it is gone or another. */
  remove(blob: LetterBlob): Promise<void>;
}
