import type { Nodes } from 'hast';
import type { Context } from '../../core/contracts.ts';
import type { FontFace, Rendered, Section } from '../../core/edition.ts';

/** A font that travels with the e-book, holding only the characters it needs. */
export interface FontFile {
  readonly family: string;
  readonly weight: 400 | 700;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A licence under which fonts travel; it goes along with them. */
export interface Licence {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface EmbeddedFonts {
  readonly files: readonly FontFile[];
  readonly licences: readonly Licence[];
}

/** Copyright, licence and its address stay in the font itself (numbers of the name table). */
const keptNames = [0, 13, 14];

/**
 * Fonts as the editor asks: `none`, `headings` (the bold faces, for titles) or `all`. Each is cut down to the characters
 * of the text it sets.
 */
export async function embedFonts(
  rendered: Rendered,
  sections: readonly Section[],
  context: Context,
): Promise<EmbeddedFonts> {
  const { fonts: asked } = context.settings;
  if (asked === 'none') return { files: [], licences: [] };
  const { default: subsetFont } = await import('subset-font');
  const headings = new Set<string>();
  const all = new Set<string>();
  for (const { hast } of sections) collect(hast, false, headings, all);
  const faces = rendered.fonts.filter((face) => face.latin === undefined && (asked === 'all' || face.weight === 700));
  const files: FontFile[] = [];
  for (const face of faces) {
    context.signal.throwIfAborted();
    const characters = [...(face.weight === 700 && asked === 'headings' ? headings : all)].sort().join('');
    const source = Buffer.from(await context.world.resource(face.resource));
    const options = { targetFormat: 'woff2', preserveNameIds: keptNames } as const;
    const bytes = new Uint8Array(await subsetFont(source, characters, options));
    files.push({ family: face.family, weight: face.weight, path: `fonts/${nameOf(face)}.woff2`, bytes });
  }
  const kinds = [...new Set(faces.map((face) => nameOf(face).replace(/-\d+$/, '')))];
  const licences = await Promise.all(
    kinds.map(async (kind) => ({
      path: `META-INF/licences/${kind}.txt`,
      bytes: await context.world.resource(`licences/${kind}.txt`),
    })),
  );
  return { files, licences };
}

/** `noto-serif-sc-700` of `fonts/noto-serif-sc-700.ttf`. */
const nameOf = ({ resource }: FontFace): string => resource.replace(/^.*\//, '').replace(/\.[a-z]+$/, '');

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
