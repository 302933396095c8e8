import { createHash } from 'node:crypto';

/** `urn:uuid:…` of an edition: version 5 (RFC 9562), from the edition's id, so that it is the same in every build. */
export function identifyEdition(editionId: string): string {
  return `urn:uuid:${formatUuid(uuid5(namespaceOfEditions(), editionId))}`;
}

/**
 * The id of a section, short ASCII, made from the id of its article or part alone, so that no page depends on its
 * neighbours. Ids that are short and lower case stay readable; others become a hash (two ids that differ only in case
 * must not become one file name).
 */
export function identifySection(prefix: 'a' | 'p', id: string): string {
  const isPlain = /^[a-z0-9][a-z0-9-]{0,39}$/.test(id);
  return `${prefix}-${isPlain ? id : `h${createHash('sha256').update(id).digest('hex').slice(0, 12)}`}`;
}

/** The namespace of our identifiers: version 5 of the DNS namespace and the name `huibian`. Never changed. */
const namespaceOfEditions = (): Buffer => uuid5(Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex'), 'huibian');

function uuid5(space: Buffer, name: string): Buffer {
  const hash = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash;
}

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
