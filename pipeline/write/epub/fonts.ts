import type { Nodes } from 'hast';
import type { Context } from '../../core/contracts.ts';
import type { FontFace, Rendered, Section } from '../../core/edition.ts';

/** A font that travels with the e-book, holding only the characters it needs. */
export interface FontFile {
  readonly family: string;
  readonly weight: 400 | 700;
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * Fonts as the editor asks: `none`, `headings` (the bold faces, for titles) or `all`. Each is cut down to the characters
 * of the text it sets; its licence goes along beside it.
 */
export async function embedFonts(
  rendered: Rendered,
  sections: readonly Section[],
  context: Context,
): Promise<readonly FontFile[]> {
  const { fonts: asked } = context.settings;
  if (asked === 'none') return [];
  const { default: subsetFont } = await import('subset-font');
  const headings = new Set<string>();
  const all = new Set<string>();
  for (const { hast } of sections) collect(hast, false, headings, all);
  const faces = rendered.fonts.filter((face) => asked === 'all' || face.weight === 700);
  const files: FontFile[] = [];
  for (const face of faces) {
    const characters = [...(face.weight === 700 && asked === 'headings' ? headings : all)].join('');
    const source = Buffer.from(await context.world.resource(face.resource));
    const bytes = new Uint8Array(await subsetFont(source, characters, { targetFormat: 'woff2' }));
    files.push({ family: face.family, weight: face.weight, path: pathOf(face), mediaType: 'font/woff2', bytes });
  }
  return files;
}

const pathOf = (face: FontFace): string => `fonts/${face.resource.replace(/^.*\//, '').replace(/\.[a-z]+$/, '')}.woff2`;

/** Characters of headings and strong text, and of everything. */
function collect(node: Nodes, isStrong: boolean, headings: Set<string>, all: Set<string>): void {
  if (node.type === 'text') {
    for (const character of node.value) {
      all.add(character);
      if (isStrong) headings.add(character);
    }
    return;
  }
  if (!('children' in node)) return;
  const strong = isStrong || (node.type === 'element' && /^(h[1-6]|strong|b|th)$/.test(node.tagName));
  for (const child of node.children) collect(child as Nodes, strong, headings, all);
}
