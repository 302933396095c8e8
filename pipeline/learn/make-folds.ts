/** A converter of text between forms of characters, one direction. */
export type Converter = (text: string) => string;

/**
 * Pairs of code units for the model file: every common character that is written otherwise in simplified text,
 * and what it is read as. Characters that become several, or are rare ones, stay themselves.
 */
export function makeFolds(toSimplified: Converter): Uint16Array {
  const pairs: number[] = [];
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const simplified = toSimplified(String.fromCharCode(code));
    if (simplified.length === 1 && simplified.charCodeAt(0) !== code) pairs.push(code, simplified.charCodeAt(0));
  }
  return Uint16Array.from(pairs);
}
