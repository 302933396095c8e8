import { headerBytes } from '../reassemble/language-model.ts';

/** The pairs of characters read as one (traditional, simplified) out of a model file, for a model beside it. */
export function readFolds(model: Uint8Array): Uint16Array {
  const view = new DataView(model.buffer, model.byteOffset, model.byteLength);
  const count = view.getUint32(12, true);
  return Uint16Array.from({ length: count * 2 }, (_, i) => view.getUint16(headerBytes + i * 2, true));
}
