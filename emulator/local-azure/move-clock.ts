/** A part of the local Azure whose time can be moved over HTTP. */
export interface MovablePart {
  readonly name: string;
  /** Where `PUT {"offsetMs": …}` moves it. */
  readonly url: string;
  /** What it wants as proof of who asks. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Moves parts, one after the other, to `offset` ms ahead of the machine's clock; those that are there already stay.
 * @throws Error naming the part that did not move
 */
export async function moveParts(parts: readonly MovablePart[], offset: number): Promise<void> {
  for (const { name, url, headers } of parts) {
    const response = await fetch(url, {
      method: "PUT",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ offsetMs: offset }),
    }).catch((error: Error) => {
      throw new Error(
        `${name} does not answer: ${error.cause instanceof Error ? error.cause.message : error.message}.`,
      );
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`);
  }
}
