/**
 * An sRGB profile (ICC.1:2010, version 4; IEC 61966-2-1), for the output intent that PDF/A asks for (ISO 19005-2,
 * 6.2.3). Written from the standard's own numbers, adapted to D50.
 */
export function makeSrgbProfile(): Uint8Array {
  const xyz = (x: number, y: number, z: number): Buffer => {
    const bytes = Buffer.alloc(20);
    bytes.write('XYZ ', 0, 'latin1');
    [x, y, z].forEach((v, i) => {
      bytes.writeInt32BE(Math.round(v * 65536), 8 + i * 4);
    });
    return bytes;
  };
  const words = (text: string): Buffer => {
    const bytes = Buffer.alloc(28 + text.length * 2);
    bytes.write('mluc', 0, 'latin1');
    bytes.writeUInt32BE(1, 8);
    bytes.writeUInt32BE(12, 12);
    bytes.write('enUS', 16, 'latin1');
    bytes.writeUInt32BE(text.length * 2, 20);
    bytes.writeUInt32BE(28, 24);
    for (let i = 0; i < text.length; i++) bytes.writeUInt16BE(text.charCodeAt(i), 28 + i * 2);
    return bytes;
  };
  const curve = Buffer.alloc(32);
  curve.write('para', 0, 'latin1');
  curve.writeUInt16BE(3, 8);
  [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].forEach((v, i) => {
    curve.writeInt32BE(Math.round(v * 65536), 12 + i * 4);
  });
  const adaptation = Buffer.alloc(44);
  adaptation.write('sf32', 0, 'latin1');
  [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168].forEach((v, i) => {
    adaptation.writeInt32BE(Math.round(v * 65536), 8 + i * 4);
  });
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', words('sRGB')],
    ['cprt', words('No copyright, use freely')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['chad', adaptation],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  const places = new Map<Buffer, number>();
  const parts: Buffer[] = [];
  let at = 128 + table.length;
  tags.forEach(([name, bytes], i) => {
    if (!places.has(bytes)) {
      places.set(bytes, at);
      const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
      bytes.copy(padded);
      parts.push(padded);
      at += padded.length;
    }
    table.write(name, 4 + i * 12, 'latin1');
    table.writeUInt32BE(places.get(bytes) ?? 0, 8 + i * 12);
    table.writeUInt32BE(bytes.length, 12 + i * 12);
  });
  const header = Buffer.alloc(128);
  header.writeUInt32BE(at, 0);
  header.writeUInt32BE(0x04200000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  [2000, 1, 1].forEach((v, i) => {
    header.writeUInt16BE(v, 24 + i * 2);
  });
  header.write('acsp', 36, 'latin1');
  [0.9642, 1, 0.8249].forEach((v, i) => {
    header.writeInt32BE(Math.round(v * 65536), 68 + i * 4);
  });
  return Buffer.concat([header, table, ...parts]);
}
