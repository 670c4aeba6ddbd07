import type { LinkView, TransferView } from "../views.ts";

/** What the stream tells. */
export interface LiveListener {
  /** The stream is open (again): what happened before has to be read. */
  readonly ready: () => void;
  readonly transfer: (transfer: TransferView) => void;
  readonly link: (link: LinkView) => void;
  /** The stream is broken; `final` when it will not come back by itself. */
  readonly broken: (final: boolean) => void;
}

/** Follows the server's changes. @returns what ends it */
export function follow(listener: LiveListener): () => void {
  const source = new EventSource("/api/stream");
  const data = (event: Event) => JSON.parse((event as MessageEvent<string>).data);
  source.addEventListener("ready", () => listener.ready());
  source.addEventListener("transfer", (event) => listener.transfer(data(event) as TransferView));
  source.addEventListener("link", (event) => listener.link(data(event) as LinkView));
  source.addEventListener("error", () => listener.broken(source.readyState === EventSource.CLOSED));
  return () => source.close();
}
