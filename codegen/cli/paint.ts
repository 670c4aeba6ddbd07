/** Puts colours on texts; on anything but a terminal it leaves them as they are. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** The paint of an output. */
export function paintFor(isColourful: boolean): Paint {
  const paint = (code: number) => (text: string) => (isColourful ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { red: paint(31), yellow: paint(33), green: paint(32), dim: paint(2) };
}

/** Whether colours can be shown: on a terminal, unless somebody has asked for none. */
export function isColourful(): boolean {
  return process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
}

/** The paint of this program's output. */
export function outputPaint(): Paint {
  return paintFor(isColourful());
}
