const lengthBytes = 4;

/** Data and runs of bytes as one run, to be kept: the length of a head, the head as JSON, all parts one after another. */
export function joinParts(head: unknown, parts: readonly Uint8Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify([parts.map((part) => part.length), head]), 'utf8');
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...parts]);
}

/** What was joined; null when the bytes are nothing that was. Parts are views of the same bytes. */
export function readParts<H>(joined: Uint8Array): { readonly head: H; readonly parts: readonly Buffer[] } | null {
  const bytes = Buffer.from(joined.buffer, joined.byteOffset, joined.byteLength);
  try {
    let at = lengthBytes + bytes.readUInt32LE(0);
    const [lengths, head] = JSON.parse(bytes.toString('utf8', lengthBytes, at)) as [number[], H];
    const parts = lengths.map((length) => {
      at += length;
      return bytes.subarray(at - length, at);
    });
    return at === bytes.length ? { head, parts } : null;
  } catch {
    return null;
  }
}
