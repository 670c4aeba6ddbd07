import type { Log } from "../../service.ts";

/** Writes dead letters somewhere. Rejects when the store cannot be reached. */
export type BlobWriter = (container: string, name: string, body: string) => Promise<void>;

/**
 * Writes dead letters to a blob service.
 * A missing container is made, with a warning: Azure would drop the events instead.
 */
export function blobWriter(connectionString: string, log: Log): BlobWriter {
  return async (container, name, body) => {
    // Loaded only when the first dead letter comes: it costs a third of the server's start-up time.
    const { BlobServiceClient } = await import("@azure/storage-blob");
    const options = { retryOptions: { maxTries: 1 } };
    const client = BlobServiceClient.fromConnectionString(connectionString, options).getContainerClient(container);
    const made = await client.createIfNotExists();
    if (made.succeeded)
      log("warn", "made the missing dead-letter container; Azure would drop the events", { container });
    const headers = { blobHTTPHeaders: { blobContentType: "application/json" } };
    await client.getBlockBlobClient(name).upload(body, Buffer.byteLength(body), headers);
  };
}
