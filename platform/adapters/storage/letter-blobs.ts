import type { ContainerClient } from "@azure/storage-blob";
import type { LetterBlobSettings } from "../../app/letter-settings.ts";
import type { LetterBlobs } from "../../dead-letters/event-grid/letter-blobs.ts";
import { StoreError } from "../../stores/errors.ts";
import { openCredential } from "../identity.ts";

/** Blobs of one listing. */
const pageSize = 500;

/** Opens the container that Event Grid writes dead letters to. The SDK is loaded here and not before. */
export async function openLetterBlobs({ account, container }: LetterBlobSettings): Promise<LetterBlobs> {
  const { BlobServiceClient } = await import("@azure/storage-blob");
  const options = { retryOptions: { maxTries: 2 } };
  if ("connection" in account) {
    const service = BlobServiceClient.fromConnectionString(account.connection, options);
    return letterBlobs(service.getContainerClient(container));
  }
  const credential = await openCredential(account.identity);
  return letterBlobs(new BlobServiceClient(account.service, credential, options).getContainerClient(container));
}

/** A container behind the SDK's client. */
export function letterBlobs(client: ContainerClient): LetterBlobs {
  return {
    async *list() {
      const pages = client.listBlobsFlat().byPage({ maxPageSize: pageSize })[Symbol.asyncIterator]();
      for (;;) {
        const page = await unless(404, () => pages.next());
        if (page === undefined || page.done) return;
        yield page.value.segment.blobItems.map(({ name, properties }) => ({
          name,
          etag: properties.etag,
          bytes: properties.contentLength ?? 0,
        }));
      }
    },
    async read({ name, etag }) {
      const conditions = { ifMatch: quoted(etag) };
      return unless(404, () =>
        unless(412, () => client.getBlobClient(name).downloadToBuffer(0, undefined, { conditions })),
      );
    },
    async remove({ name, etag }) {
      const conditions = { ifMatch: quoted(etag) };
      await unless(404, () => unless(412, () => client.getBlobClient(name).delete({ conditions })));
    },
  };
}

/** A listing has tags without the quotes that conditions want. */
const quoted = (etag: string) => (etag.startsWith('"') ? etag : `"${etag}"`);

/** Undefined when the service answers so; any other trouble in the core's terms. */
async function unless<T>(status: number, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { statusCode, message } = error as { statusCode?: number; message?: string };
    if (statusCode === status) return undefined;
    if (statusCode === 404 || statusCode === 412) throw error;
    const kind = statusCode === 401 || statusCode === 403 ? "unavailable" : "transient";
    throw new StoreError(kind, `The storage of dead letters cannot be used: ${message}`, { cause: error });
  }
}
