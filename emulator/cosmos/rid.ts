/**
 * Resource ids. Clients bind change feed tokens and session tokens to them, so they are derived from stored numbers
 * and survive a restart. A database has 4 bytes, a container 8, a document 16 whose last 8 the SDK compares
 * in little-endian order.
 */

const encode = (bytes: Buffer) => bytes.toString("base64").replaceAll("/", "-");

/** The rid of database number `database`. */
export function databaseRid(database: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(database);
  return encode(bytes);
}

/** The rid of container number `container`. The high bit of the fifth byte marks a container. */
export function containerRid(database: number, container: number): string {
  return encode(containerBytes(database, container));
}

/** The rid of document number `document`. */
export function documentRid(database: number, container: number, document: number): string {
  const bytes = Buffer.alloc(16);
  containerBytes(database, container).copy(bytes);
  bytes.writeUInt32LE(document % 0x1_0000_0000, 8);
  bytes.writeUInt32LE(Math.floor(document / 0x1_0000_0000), 12);
  return encode(bytes);
}

/** The rid of partition key range `range`; its last byte tells it from a document. */
export function rangeRid(database: number, container: number, range: number): string {
  const bytes = Buffer.alloc(16);
  containerBytes(database, container).copy(bytes);
  bytes.writeUInt32LE(range, 8);
  bytes[15] = 0x50;
  return encode(bytes);
}

/** The rid of offer number `offer`. */
export function offerRid(offer: number): string {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(offer % 0x100_0000, 0, 3);
  return encode(bytes);
}

function containerBytes(database: number, container: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(database);
  bytes.writeUInt32BE((container | 0x8000_0000) >>> 0, 4);
  return bytes;
}
