import type { ContainerClient } from "@azure/storage-blob";
import type { LetterBlobSettings } from "../../app/letter-settings.ts";
import type { LetterBlobs } from "../../dead-letters/event-grid/letter-blobs.ts";
import { StoreError } from "../../stores/errors.ts";
import type { MissingRole } from "../../stores/missing-role.ts";
import { openCredential } from "../identity.ts";
import { missingBlobRole } from "../roles/missing-roles.ts";
import type { RoleWatch } from "../roles/role-watch.ts";

/** Blobs of one listing. */
const pageSize = 500;

/** Opens the container that Event Grid writes dead letters to; `watch` is told what the app's identity may not do. The SDK is loaded here and not before. */
export async function openLetterBlobs(settings: LetterBlobSettings, watch?: RoleWatch): Promise<LetterBlobs> {
  const { account, container } = settings;
  const { BlobServiceClient } = await import("@azure/storage-blob");
  const options = { retryOptions: { maxTries: 2 } };
  if ("connection" in account) {
    const service = BlobServiceClient.fromConnectionString(account.connection, options);
    return letterBlobs(service.getContainerClient(container));
  }
  const credential = await openCredential(account.identity);
  const client = new BlobServiceClient(account.service, credential, options).getContainerClient(container);
  return letterBlobs(client, (verb, status) => {
    if (status !== 403) return void watch?.worked(verb);
    const missing = missingBlobRole(client.url, verb, credential.principal());
    watch?.denied(verb, missing);
    return missing;
  });
}

/** Told how each request with a token went; says which role is missing where one was refused for that. */
type Watched = (verb: Verb, status: number) => MissingRole | undefined;
type Verb = "read" | "delete";

/** A container behind the SDK's client. */
export function letterBlobs(client: ContainerClient, watched: Watched = () => undefined): LetterBlobs {
  const unless = <T>(status: number, verb: Verb, call: () => Promise<T>) => unlessAnswered(status, verb, call, watched);
  return {
    async *list() {
      const pages = client.listBlobsFlat().byPage({ maxPageSize: pageSize })[Symbol.asyncIterator]();
      for (;;) {
        const page = await unless(404, "read", () => pages.next());
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
      return unless(404, "read", () =>
        unless(412, "read", () => client.getBlobClient(name).downloadToBuffer(0, undefined, { conditions })),
      );
    },
    async remove({ name, etag }) {
      const conditions = { ifMatch: quoted(etag) };
      await unless(404, "delete", () => unless(412, "delete", () => client.getBlobClient(name).delete({ conditions })));
    },
  };
}

/** A listing has tags without the quotes that conditions want. */
const quoted = (etag: string) => (etag.startsWith('"') ? etag : `"${etag}"`);

/** Undefined when the service answers so; any other trouble in the core's terms. */
async function unlessAnswered<T>(
  status: number,
  verb: Verb,
  call: () => Promise<T>,
  watched: Watched,
): Promise<T | undefined> {
  try {
    const answer = await call();
    watched(verb, 200);
    return answer;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { statusCode, message } = error as { statusCode?: number; message?: string };
    if (statusCode === status) return undefined;
    if (statusCode === 404 || statusCode === 412) throw error;
    const missingRole = statusCode === 403 ? watched(verb, 403) : undefined;
    if (missingRole !== undefined) {
      throw new StoreError("unavailable", "The storage of dead letters answered 403.", { cause: error, missingRole });
    }
    const kind = statusCode === 401 || statusCode === 403 ? "unavailable" : "transient";
    throw new StoreError(kind, `The storage of dead letters cannot be used: ${message}`, { cause: error });
  }
}
