/** Literal text out of its Markdown: backslashes before marks and numbered references are all that was put in. */
export function readEscapes(source: string): string {
  if (!/[\\&]/.test(source)) return source;
  return source.replace(/\\([!-/:-@[-`{-~])|&#(\d{1,7});/g, (_, mark: string | undefined, code: string | undefined) =>
    mark === undefined ? String.fromCodePoint(Number(code)) : mark,
  );
}
