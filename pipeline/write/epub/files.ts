import type { Nodes } from 'hast';
import type { Section } from '../../core/edition.ts';
import { toXmlId } from './xml.ts';

/** Which file each section becomes, and where each id of the edition is found. */
export interface FilePlan {
  readonly fileOf: ReadonlyMap<string, string>;
  /** A link of the edition → a link of the e-book, seen from any chapter; null when it may lead nowhere. */
  readonly resolveLink: (href: string) => string | null;
}

const takenNames = new Set(['toc', 'nav', 'content', 'style']);

/** One file a section, named by its id; names stay apart on disks that know no capitals. */
export function planFiles(sections: readonly Section[]): FilePlan {
  const fileOf = new Map<string, string>();
  const places = new Map<string, string>();
  const used = new Set(takenNames);
  for (const section of sections) {
    const file = `${nameFile(section.id, used)}.xhtml`;
    fileOf.set(section.id, file);
    // The section's own id leads to the top of its file: the shortest link, which every reading system follows.
    for (const node of section.hast.children)
      collect(node, (id) => places.has(id) || places.set(id, `${file}#${toXmlId(id)}`));
    places.set(section.id, file);
  }
  return { fileOf, resolveLink: (href) => resolve(href, places) };
}

function nameFile(id: string, used: Set<string>): string {
  const safe =
    id
      .replace(/[^A-Za-z0-9_-]/g, '-')
      .replace(/^-+/, '')
      .slice(0, 100) || 'section';
  let name = safe;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${safe}-${n}`;
  used.add(name.toLowerCase());
  return name;
}

function collect(node: Nodes, keep: (id: string) => void): void {
  if (node.type !== 'element') return;
  if (typeof node.properties.id === 'string') keep(node.properties.id);
  for (const child of node.children) collect(child, keep);
}

/** Links inside the edition are `#id`; of others only those that a reader can follow from anywhere. */
function resolve(href: string, places: ReadonlyMap<string, string>): string | null {
  if (href.startsWith('#')) return places.get(href.slice(1)) ?? places.get(decode(href.slice(1))) ?? null;
  if (/^mailto:[^\s<>"]+$/i.test(href)) return href;
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return null;
  return new URL(href).href;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
