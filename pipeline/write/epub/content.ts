import type { Element, Nodes, Text } from 'hast';
import { type AttributeScope, keepReferences, toAttributes } from './attributes.ts';
import { type ContentModel, type ElementRule, htmlRules, isDropped, renamed, transparent } from './element-rules.ts';
import { writeMath, writeSvg } from './foreign.ts';
import { collectIds, readText, replaceIncomplete } from './look-at-tree.ts';
import { groupByBlock, type PageBreak, writePageBreak } from './page-breaks.ts';
import { type Semantics, semanticsOf } from './semantics.ts';
import type { Words } from './words.ts';
import { element, escapeText, toXmlId, writeAttributes } from './xml.ts';

/** What the writing of one section needs to know of the rest of the e-book. */
export interface ContentSetting {
  readonly sectionId: string;
  /** What the section's first element says; null where that is of no use. */
  readonly rootOf: Semantics | null;
  /** Where a link leads in the e-book; null when it leads nowhere it may. */
  readonly resolveLink: (href: string) => string | null;
  /** Path of a picture in the e-book; null when it is not in it. */
  readonly resolveImage: (src: string) => string | null;
  readonly breaks: readonly PageBreak[];
  readonly words: Pick<Words, 'done' | 'undone'>;
}

export const taskDone = '\u25a0';
export const taskUndone = '\u25a1';

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** One section's content, and what it was found to hold. */
export interface Content {
  readonly xhtml: string;
  readonly headings: readonly Heading[];
  readonly breaks: readonly PageBreak[];
  readonly hasSvg: boolean;
  readonly hasMath: boolean;
  readonly hasRuby: boolean;
  readonly described: number;
  readonly decorative: number;
  /** Pictures that are not in the e-book; their description stands in their place. */
  readonly missing: readonly string[];
}

/**
 * Section hast → XHTML, well formed by construction and with only what the schema takes. `data-*` never remains, the
 * places of page numbers are taken out, page-break markers are put in.
 */
export function writeContent(nodes: readonly Nodes[], setting: ContentSetting): Content {
  const writer = new ContentWriter(nodes, setting);
  writer.writeMarkers('start');
  for (const node of nodes) writer.write(node, 'flow', 'body');
  writer.writeMarkers('end');
  return writer.finish();
}

type Model = Exclude<ContentModel, 'parts' | 'void'>;

/** A block whose characters are being counted. */
interface OpenBlock {
  readonly breaks: readonly PageBreak[];
  next: number;
  count: number;
}

class ContentWriter {
  private readonly setting: ContentSetting;
  private readonly scope: AttributeScope;
  private readonly byBlock: ReadonlyMap<number, readonly PageBreak[]>;
  private readonly headings: Heading[] = [];
  private readonly placed: PageBreak[] = [];
  private readonly missing: string[] = [];
  private readonly uses = { hasSvg: false, hasMath: false, hasRuby: false, described: 0, decorative: 0 };
  private xhtml = '';
  private block: OpenBlock | null = null;
  /** Inside ruby or a heading a page break waits until the outside is reached. */
  private sealed = 0;
  private linked = false;
  /** Inside what paper does not show characters do not count. */
  private uncounted = 0;

  constructor(nodes: readonly Nodes[], setting: ContentSetting) {
    this.setting = setting;
    this.scope = { ids: collectIds(nodes), written: new Set(), refers: false, resolveLink: setting.resolveLink };
    this.byBlock = groupByBlock(setting.breaks);
  }

  finish(): Content {
    // A break whose block is not here still gets its marker: the page exists, and its text is at the section's end.
    for (const lost of this.setting.breaks) if (!this.placed.includes(lost)) this.writeMarker(lost);
    const { headings, placed: breaks, missing } = this;
    const xhtml = this.scope.refers ? keepReferences(this.xhtml, this.scope.written) : this.xhtml;
    return { xhtml, headings, breaks, missing, ...this.uses };
  }

  writeMarkers(at: 'start' | 'end'): void {
    for (const page of this.setting.breaks) if (page.at === at) this.writeMarker(page);
  }

  write(node: Nodes, model: Model, parent: string): void {
    if (node.type === 'text') this.writeText(node);
    else if (node.type === 'element') this.writeElement(node, model, parent);
    else if (node.type === 'root') for (const child of node.children) this.write(child, model, parent);
  }

  private writeText(node: Text): void {
    const { block } = this;
    if (!block || this.uncounted > 0 || block.next >= block.breaks.length) {
      this.xhtml += escapeText(node.value);
      return;
    }
    let rest = '';
    for (const character of node.value) {
      if (this.sealed === 0 && isDue(block)) {
        this.xhtml += escapeText(rest);
        rest = '';
        this.writeDue(block);
      }
      rest += character;
      block.count++;
    }
    this.xhtml += escapeText(rest);
  }

  private writeElement(node: Element, model: Model, parent: string): void {
    const { properties, tagName } = node;
    if (properties.dataPageOf !== undefined || isDropped(tagName, false)) return;
    if (tagName === 'svg' || tagName === 'math') this.writeForeign(node);
    else if (tagName === 'input') this.writeTask(node);
    else if (tagName === 'img') this.writeImage(node);
    else this.writePlain(node, model, parent);
  }

  private writePlain(node: Element, model: Model, parent: string): void {
    const { properties, tagName } = node;
    const isRoot = parent === 'body' && properties.id === this.setting.sectionId;
    const semantics = (isRoot ? this.setting.rootOf : null) ?? semanticsOf(node);
    const asked = semantics.name ?? renamed.get(tagName) ?? replaceIncomplete(node) ?? tagName;
    const rule = htmlRules.get(asked);
    if (asked === 'hr' && model === 'phrasing') return;
    const name = rule ? this.fit(asked, rule, model, parent) : '';
    if (name === '') this.writeChildren(node, model, parent);
    else this.writeFitted(node, name, model, semantics.attributes);
  }

  /** The element that may stand here: itself, else the plain one of its kind; empty when only its children may. */
  private fit(name: string, rule: ElementRule, model: Model, parent: string): string {
    const plain = model === 'phrasing' ? 'span' : 'div';
    if (name === 'a' && this.linked) return 'span';
    if (rule.within.length > 0 && !rule.within.includes(parent)) return rule.holds === 'parts' ? '' : plain;
    if (model === 'phrasing' && !rule.isPhrasing && rule.within.length === 0) return 'span';
    return name;
  }

  private writeFitted(node: Element, name: string, model: Model, added: Readonly<Record<string, string>>): void {
    const rule = htmlRules.get(name);
    if (!rule) return;
    const attributes = { ...toAttributes(name, node.properties, rule, this.scope), ...added };
    const heading = /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
    const outer = this.block;
    // A page that begins with an inline element begins before it.
    if (outer && rule.isPhrasing && this.sealed === 0) this.writeDue(outer);
    const opened = this.openBlock(node, heading > 0 && model === 'flow');
    if (heading > 0) this.addHeading(node, heading, attributes);
    if (name === 'ruby') this.uses.hasRuby = true;
    this.xhtml += `<${name}${writeAttributes(attributes)}`;
    if (rule.holds === 'void') {
      this.xhtml += '/>';
    } else {
      this.xhtml += '>';
      if (opened && this.sealed === 0) this.writeDue(opened);
      const seals = name === 'ruby' || heading > 0;
      const wasLinked = this.linked;
      if (name === 'a') this.linked = true;
      if (seals) this.sealed++;
      const isUnprinted = node.properties.hidden === true;
      if (isUnprinted) this.uncounted++;
      if (rule.holds === 'parts') this.writeParts(node, name, rule.parts);
      else this.writeChildren(node, transparent.has(name) ? model : rule.holds === 'flow' ? 'flow' : 'phrasing', name);
      if (seals) this.sealed--;
      if (isUnprinted) this.uncounted--;
      this.linked = wasLinked;
      if (opened && heading === 0) this.writeRest(opened);
      this.xhtml += `</${name}>`;
    }
    if (opened) {
      this.writeRest(opened);
      this.block = outer;
    }
  }

  /**
   * Starts counting a block's characters; a block inside another has its own count. Before a heading its page begins
   * before the heading, not in its name.
   */
  private openBlock(node: Element, marksBefore: boolean): OpenBlock | null {
    const { dataBlock } = node.properties;
    if (dataBlock === undefined) return null;
    this.block = { breaks: this.byBlock.get(Number(dataBlock)) ?? [], next: 0, count: 0 };
    if (marksBefore) this.writeDue(this.block);
    return this.block;
  }

  private addHeading(
    node: Element,
    level: number,
    attributes: Record<string, string | number | null | undefined>,
  ): void {
    const text = readText(node).replace(/\s+/g, ' ').trim();
    if (text === '') return;
    let id = attributes.id;
    if (level === 1) return;
    if (typeof id !== 'string') {
      id = toXmlId(`${this.setting.sectionId}-h${this.headings.length + 1}`);
      if (this.scope.ids.has(id) || this.scope.written.has(id)) return;
      this.scope.written.add(id);
      attributes.id = id;
    }
    this.headings.push({ level, id, text });
  }

  private writeChildren(node: Element, model: Model, parent: string): void {
    for (const child of node.children) this.write(child, model, parent);
  }

  /** Children of a list, a table, a row: others than those it takes are wrapped in the first kind that it takes. */
  private writeParts(node: Element, name: string, parts: readonly string[]): void {
    for (const child of node.children) {
      if (child.type === 'text' && child.value.trim() === '') continue;
      // Columns have no text and, in an e-book, no look of their own.
      if (child.type === 'element' && /^col(group)?$/.test(child.tagName) && readText(child).trim() === '') continue;
      if (child.type === 'comment') continue;
      if (child.type === 'element' && (isDropped(child.tagName, false) || child.properties.dataPageOf !== undefined))
        continue;
      if (child.type === 'element' && parts.includes(child.tagName)) this.write(child, 'flow', name);
      else
        this.write(
          { type: 'element', tagName: parts[0] ?? 'div', properties: {}, children: [child as Element] },
          'flow',
          name,
        );
    }
  }

  private writeImage(node: Element): void {
    const source = String(node.properties.src ?? '');
    const alt = String(node.properties.alt ?? '');
    const path = this.setting.resolveImage(source);
    if (path === null) {
      this.missing.push(source);
      this.xhtml += alt === '' ? '' : element('span', { role: 'note' }, [alt]).xml;
      return;
    }
    if (alt === '') this.uses.decorative++;
    else this.uses.described++;
    const rule = htmlRules.get('img');
    if (!rule) return;
    const { src: _src, alt: _alt, ...rest } = node.properties;
    const attributes = toAttributes('img', rest, rule, this.scope);
    // An empty alt says "decoration" and must be written; the attribute writer leaves out what is empty.
    const described = alt === '' ? ' alt=""' : writeAttributes({ alt });
    this.xhtml += `<img${writeAttributes({ src: path })}${described}${writeAttributes(attributes)}/>`;
  }

  /** A box of a task list: a character that every Chinese font has, since a reading system has no use for a form. */
  private writeTask(node: Element): void {
    if (node.properties.type !== 'checkbox') return;
    const isDone = Boolean(node.properties.checked);
    const { done, undone } = this.setting.words;
    const label = isDone ? done : undone;
    this.xhtml += element('span', { role: 'img', 'aria-label': label }, [isDone ? taskDone : taskUndone]).xml;
  }

  private writeForeign(node: Element): void {
    const claim = (id: string): string | null => {
      const name = toXmlId(id);
      if (this.scope.written.has(name)) return null;
      this.scope.written.add(name);
      return name;
    };
    const written = node.tagName === 'svg' ? writeSvg(node, claim) : writeMath(node);
    if (written.startsWith('<svg')) this.uses.hasSvg = true;
    if (written.startsWith('<math')) this.uses.hasMath = true;
    this.xhtml += written;
    if (this.block) this.block.count += [...readText(node)].length;
  }

  private writeDue(block: OpenBlock): void {
    for (let page = block.breaks[block.next]; page && isDue(block); page = block.breaks[block.next]) {
      block.next++;
      this.writeMarker(page);
    }
  }

  private writeRest(block: OpenBlock): void {
    for (let page = block.breaks[block.next]; page; page = block.breaks[block.next]) {
      block.next++;
      this.writeMarker(page);
    }
  }

  private writeMarker(page: PageBreak): void {
    this.placed.push(page);
    this.xhtml += writePageBreak(page);
  }
}

const isDue = (block: OpenBlock): boolean => {
  const at = block.breaks[block.next]?.at;
  return typeof at === 'object' && at.offset <= block.count;
};
