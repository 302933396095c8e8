/**
 * Text from outside (titles, paths, words of the source) made harmless for a terminal: control characters, line ends,
 * and characters that reorder or hide text are shown by their code, so that no input can speak with our voice.
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g, showCode)
    .replace(/[\u{e0000}-\u{e007f}]/gu, showCode);
}

const showCode = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code === 9 || code === 10 || code === 13) return ' ';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};
