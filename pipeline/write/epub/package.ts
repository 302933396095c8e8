import type { Options } from 'epub-gen-memory';
import { ZipFile } from './zip.ts';

/** The e-book's files, finished. Content documents are made when they are packed and forgotten after. */
export interface BookParts {
  /** `urn:uuid:…` */
  readonly identifier: string;
  readonly title: string;
  readonly lang: string;
  readonly modified: string;
  readonly css: () => Promise<string>;
  readonly chapters: () => AsyncIterable<{ readonly file: string; readonly xhtml: string }>;
  /** Pictures, fonts and licences, by path in the container. */
  readonly resources: () => Iterable<{ readonly path: string; readonly bytes: Uint8Array; readonly isPacked: boolean }>;
  /** The documents about the whole book; asked for when all chapters are packed. */
  readonly documents: () => { readonly package: string; readonly ncx: string; readonly navigation: string };
}

/**
 * Packs an e-book with epub-gen-memory, and puts right all that it spoils when left alone: its random identifier, the
 * clock in its dates and in its zip, folder entries, its clean-up of chapters (which loses `scope`, `start`, `viewBox`
 * and empty descriptions), its file names, its fetching of pictures and fonts. Templates only pass finished XML through:
 * nothing that an editor wrote is ever a template.
 */
export async function packBook(parts: BookParts): Promise<readonly Uint8Array[]> {
  // Loaded when an e-book is made, and named here alone.
  const { EPub } = await import('epub-gen-memory');
  const zip = new ZipFile();

  class Book extends EPub {
    constructor() {
      super(optionsFor(parts), []);
      this.uuid = parts.identifier.replace(/^urn:uuid:/, '');
      // The library's own zip keeps the order of names, the time of day and entries for folders: ours takes its place.
      const folder = (prefix: string) => ({
        file: (name: string, data: string | Uint8Array) => zip.add(`${prefix}${name}`, data),
        folder: (name: string) => folder(`${prefix}${name}/`),
      });
      // Only `file` and `folder` of the zip are called, by the methods that the library still runs.
      this.zip = folder('') as unknown as typeof this.zip;
      zip.add('mimetype', 'application/epub+zip', 'store');
    }

    protected override async generateTemplateFiles(): Promise<void> {
      for await (const { file, xhtml } of parts.chapters()) zip.add(`OEBPS/${file}`, xhtml);
      const css = await parts.css();
      const { package: contentOpf, ncx, navigation } = parts.documents();
      Object.assign(this.options, { css, documents: { contentOpf, ncx, navigation } });
      await super.generateTemplateFiles();
    }

    protected override async downloadAllImages(): Promise<void> {
      for (const { path, bytes, isPacked } of parts.resources()) zip.add(path, bytes, isPacked ? 'store' : 'deflate');
    }

    protected override async downloadAllFonts(): Promise<void> {}

    protected override async makeCover(): Promise<void> {}
  }

  await new Book().render();
  return zip.finish();
}

function optionsFor(parts: BookParts): Options {
  return {
    title: parts.title,
    lang: parts.lang,
    date: parts.modified,
    version: 3,
    contentOPF: '<%- documents.contentOpf %>',
    tocNCX: '<%- documents.ncx %>',
    tocXHTML: '<%- documents.navigation %>',
    verbose: false,
  };
}
