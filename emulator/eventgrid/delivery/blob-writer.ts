import type { BlobServiceClient } from "@azure/storage-blob";
import type { Log } from "../../service.ts";

/** Writes dead letters somewhere. Rejects when the store cannot be reached. */
export type BlobWriter = (container: string, name: string, body: string) => Promise<void>;

/** Where dead letters go: with the account's key, or with the topic's own identity. */
export type DeadLetterBlobs =
  | { readonly connectionString: string }
  | {
      /** Address of the blob service. */
      readonly service: string;
      /** Where its tokens come from. */
      readonly identity: { readonly endpoint: string; readonly header: string; readonly clientId: string };
    };

/**
 * Writes dead letters to a blob service.
 * A missing container is made, with a warning: Azure would drop the events instead.
 */
export function blobWriter(blobs: DeadLetterBlobs, log: Log): BlobWriter {
  let opened: Promise<BlobServiceClient> | undefined;
  return async (container, name, body) => {
    opened ??= open(blobs);
    const client = (await opened).getContainerClient(container);
    const made = await client.createIfNotExists();
    if (made.succeeded)
      log("warn", "made the missing dead-letter container; Azure would drop the events", { container });
    const headers = { blobHTTPHeaders: { blobContentType: "application/json" } };
    await client.getBlockBlobClient(name).upload(body, Buffer.byteLength(body), headers);
  };
}

/** Loaded only when the first dead letter comes: it costs a third of the server's start-up time. */
async function open(blobs: DeadLetterBlobs): Promise<BlobServiceClient> {
  const { BlobServiceClient } = await import("@azure/storage-blob");
  const options = { retryOptions: { maxTries: 1 } };
  return "connectionString" in blobs
    ? BlobServiceClient.fromConnectionString(blobs.connectionString, options)
    : new BlobServiceClient(blobs.service, topicCredential(blobs.identity), options);
}

function topicCredential({ endpoint, header, clientId }: { endpoint: string; header: string; clientId: string }) {
  return {
    async getToken() {
      const query = new URLSearchParams({
        "api-version": "2019-08-01",
        resource: "https://storage.azure.com",
        client_id: clientId,
      });
      const response = await fetch(`${endpoint}?${query}`, { headers: { "X-IDENTITY-HEADER": header } });
      if (!response.ok) throw new Error(`The token endpoint answered ${response.status}: ${await response.text()}`);
      const { access_token, expires_on } = (await response.json()) as { access_token: string; expires_on: string };
      return { token: access_token, expiresOnTimestamp: Number(expires_on) * 1000 };
    },
  };
}
