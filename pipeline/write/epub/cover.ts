import { createHash } from 'node:crypto';
import { type Context, WorldError } from '../../core/contracts.ts';
import type { Rendered, Section } from '../../core/edition.ts';
import { makeIssue } from '../../core/issues.ts';
import { pxFromMm } from '../../core/units.ts';
import { type Content, writeContent } from './content.ts';
import { writePageBreak } from './page-breaks.ts';
import { shrinkPng } from './shrink-png.ts';
import { wordsFor } from './words.ts';
import { element, toXmlId } from './xml.ts';

/** The size that shops and chats expect of a cover. */
export const coverWidthPx = 1600;
export const coverHeightPx = 2560;

export interface CoverPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/png';
  readonly path: string;
  /** What the picture says, for those who do not see it. */
  readonly description: string;
}

const timeoutMs = 30_000;

/** Changes when the same page would be made into another picture: kept pictures are then drawn anew. */
const drawingVersion = 2;

/**
 * Draws the printed cover's own template as a picture. Without a browser the book keeps its cover as text: a warning
 * says so and null is given.
 */
export async function drawCover(section: Section, rendered: Rendered, context: Context): Promise<CoverPicture | null> {
  try {
    const { cache } = context.world;
    const browser = await context.world.browser();
    const html = makeCoverHtml(section, rendered);
    const key = `cover-${createHash('sha256').update(`${browser.version}\n${drawingVersion}\n${html}`).digest('hex')}`;
    let bytes = await cache.get(key);
    if (!bytes) {
      const job = {
        html,
        widthMm: coverWidthPx / pxFromMm(1),
        heightMm: coverHeightPx / pxFromMm(1),
        widthPx: coverWidthPx,
        heightPx: coverHeightPx,
        type: 'png' as const,
        assets: new Map(),
        timeoutMs,
      };
      bytes = shrinkPng(await browser.draw(job, context.signal));
      await cache.put(key, bytes);
    }
    return { bytes, mediaType: 'image/png', path: 'images/cover.png', description: describe(section) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof WorldError) || error.code === 'aborted') throw error;
    context.report(makeIssue('write/no-cover-picture', { detail: error.detail }));
    return null;
  }
}

/** The cover as a page of the picture's size; the styles for it bring their own measures. */
export function makeCoverHtml(section: Section, rendered: Rendered): string {
  const content = writeContent([section.hast], {
    sectionId: section.id,
    rootOf: null,
    resolveLink: () => null,
    resolveImage: () => null,
    breaks: [],
    words: wordsFor(section.lang),
  });
  return (
    `<!doctype html>\n<html lang="${section.lang}"><head><meta charset="utf-8"><title>-</title>` +
    `<style>${rendered.styles.cover.replace(/<\//g, '<\\/')}</style></head><body>${content.xhtml}</body></html>`
  );
}

const wholePage = 'display: block; margin: 0 auto; max-width: 100%; max-height: 98vh';

/** The page that shows the picture; it says in words what the picture says. */
export function writeCoverPicture(picture: CoverPicture, section: Section, content: Content): string {
  const markers = content.breaks.map(writePageBreak).join('');
  const image = element('img', { src: picture.path, alt: picture.description, style: wholePage });
  return element('section', { id: toXmlId(section.id), 'epub:type': 'cover' }, [{ xml: markers }, image]).xml;
}

/** The cover's words, line by line. */
function describe(section: Section): string {
  const lines: string[] = [];
  const visit = (node: Section['hast'] | Section['hast']['children'][number]): string => {
    if (node.type === 'text') return node.value;
    if (!('children' in node)) return '';
    const text = node.children.map((child) => visit(child)).join('');
    if (node.type === 'element' && /^(p|h1|h2)$/.test(node.tagName)) {
      if (text.trim() !== '') lines.push(text.replace(/\s+/g, ' ').trim());
      return '';
    }
    return text;
  };
  visit(section.hast);
  return lines.join(' ');
}
