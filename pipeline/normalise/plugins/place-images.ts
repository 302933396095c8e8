import type { Image, Nodes, Parents, Root, RootContent, Text } from 'mdast';
import type { VFile } from 'vfile';
import { tell, workOf } from '../work.ts';

/** Pictures become assets of the edition; where one cannot be had its description stands in, and the editor is told why. */
export function placeImages() {
  return async (tree: Root, file: VFile): Promise<void> => {
    if (workOf(file).isLiteral || !hasImage(tree)) return;
    const definitions = new Map<string, { url: string; title?: string | null | undefined }>();
    collect(tree, definitions);
    await replaceImages(tree, file, definitions);
  };
}

type Definitions = Map<string, { readonly url: string; readonly title?: string | null | undefined }>;

function hasImage(node: Nodes): boolean {
  if (node.type === 'image' || node.type === 'imageReference' || readTag(node)) return true;
  return 'children' in node && node.children.some(hasImage);
}

function collect(node: Nodes, definitions: Definitions): void {
  if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  if ('children' in node) for (const child of node.children) collect(child, definitions);
}

async function replaceImages(parent: Parents, file: VFile, definitions: Definitions): Promise<void> {
  const children: Nodes[] = [];
  for (const node of parent.children as Nodes[]) {
    if (node.type === 'image') children.push(await toAsset(node, node.url, node.title, file));
    else if (node.type === 'imageReference') {
      const definition = definitions.get(node.identifier);
      children.push(await toAsset(node, definition?.url ?? '', definition?.title, file));
    } else if (readTag(node)) {
      // A picture in HTML is a picture like any other; where blocks stand, it is a paragraph of its own.
      const { src, alt, title } = readTag(node) ?? { src: '', alt: '', title: null };
      const placed = node.position ? { position: node.position } : {};
      const image = await toAsset({ type: 'image', url: src, alt, ...placed }, src, title, file);
      const isBlock =
        parent.type !== 'paragraph' && parent.type !== 'heading' && parent.type !== 'tableCell' && !isInline(parent);
      children.push(isBlock ? { type: 'paragraph', children: [image], ...placed } : image);
    } else {
      if ('children' in node) await replaceImages(node, file, definitions);
      children.push(node);
    }
  }
  parent.children = children as typeof parent.children & RootContent[];
}

const isInline = (parent: Parents): boolean =>
  ['emphasis', 'strong', 'delete', 'link', 'linkReference', 'textDirective'].includes(parent.type);

/** A raw node that is one `<img>` and nothing else. */
function readTag(node: Nodes): { readonly src: string; readonly alt: string; readonly title: string | null } | null {
  if (node.type !== 'html' || !/^\s*<img\s[^<>]*>\s*$/i.test(node.value)) return null;
  const attributeOf = (name: string): string | null => {
    const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'=<>\`]+))`, 'i').exec(node.value);
    return found ? (found[1] ?? found[2] ?? found[3] ?? '') : null;
  };
  const src = attributeOf('src');
  return src === null ? null : { src, alt: attributeOf('alt') ?? '', title: attributeOf('title') };
}

async function toAsset(
  node: Extract<Nodes, { type: 'image' | 'imageReference' }>,
  url: string,
  title: string | null | undefined,
  file: VFile,
): Promise<Image | Text> {
  const work = workOf(file);
  const found = await work.findAsset(url);
  const position = node.position ? { position: node.position } : {};
  if (!('asset' in found)) {
    const { problem, ...params } = found;
    tell(file, problem, params, node.position?.start.offset);
    return { type: 'text', value: node.alt || title || '', ...position };
  }
  const { asset } = found;
  if (!work.assets.some((a) => a.id === asset.id)) work.assets.push(asset);
  return {
    type: 'image',
    url: asset.id,
    alt: node.alt ?? '',
    ...(title ? { title } : {}),
    ...position,
    data: { hProperties: { width: asset.widthPx, height: asset.heightPx } },
  };
}
