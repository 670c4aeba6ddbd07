/** A change feed that the app follows. */
export interface FeedReader {
  /** The container. */
  readonly feed: "commands" | "events";
  /** The function that follows it; its leases begin with this name. */
  readonly reader: "handleCommands" | "handleEvents";
}

/** How far behind the reader of a change feed is. */
export interface FeedStanding {
  /** Documents that have changed since its position; an estimate where one transaction wrote several. */
  readonly waiting: number;
  /** When the first of them was written, milliseconds since the epoch; undefined when none waits. */
  readonly since?: number;
}

/** The parked streams of one handler. */
export interface ParkedCount {
  readonly handler: string;
  readonly streams: number;
  /** When the first of them was parked, RFC 3339; undefined for markers of before it was noted. */
  readonly oldest?: string;
}

/** The letters of one handler that nobody has closed. */
export interface LetterCount {
  readonly handler: string;
  readonly open: number;
}

/** What can be counted in the stores but is not told by anything that happens. */
export interface MeasureStore {
  /** Undefined: the reader has not begun yet. */
  feed(reader: FeedReader): Promise<FeedStanding | undefined>;
  parkedStreams(): Promise<readonly ParkedCount[]>;
  openLetters(): Promise<readonly LetterCount[]>;
}
