/** One value of a partition key. `undefined` means that the document has no such property, which is not `null`. */
export type KeyComponent = string | number | boolean | null | undefined;

/** Type markers of the binary form of a key component. */
export const marker = { undefined: 0x00, null: 0x01, false: 0x02, true: 0x03, number: 0x05, string: 0x08 } as const;

/**
 * The bytes that are hashed for one component: marker, value, and for a string a closing byte
 * (0x00 in version 1, 0xff in version 2). A number is its IEEE 754 double in little-endian order.
 */
export function hashInput(component: KeyComponent, stringEnd: number): Buffer {
  switch (typeof component) {
    case "string":
      return Buffer.concat([Buffer.of(marker.string), Buffer.from(component, "utf8"), Buffer.of(stringEnd)]);
    case "number": {
      const bytes = Buffer.alloc(9);
      bytes[0] = marker.number;
      bytes.writeDoubleLE(component, 1);
      return bytes;
    }
    case "boolean":
      return Buffer.of(component ? marker.true : marker.false);
    default:
      return Buffer.of(component === null ? marker.null : marker.undefined);
  }
}
