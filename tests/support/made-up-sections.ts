import type { Element } from 'hast';
import type { Section } from '../../pipeline/core/edition.ts';

/** A section of an edition that nobody wrote: an article of the body, on a page of its own. */
export const makeSection = (id: string, ...children: Element[]): Section => ({
  id,
  role: 'article',
  matter: 'body',
  title: id,
  lang: 'zh-CN',
  start: 'new-page',
  hast: { type: 'root', children },
});
