declare module 'subset-font' {
  /** Cuts a font down to the characters of a text. */
  // biome-ignore lint/style/noDefaultExport: the package has no other export
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'woff2' | 'truetype'; readonly preserveNameIds: readonly number[] },
  ): Promise<Buffer>;
}
