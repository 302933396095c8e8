import type { Properties } from 'hast';
import { find, html, svg } from 'property-information';
import { type ElementRule, globalAttributes, idReferences } from './element-rules.ts';
import { type Attributes, toXmlId } from './xml.ts';

/** What the attributes of one file are checked against. */
export interface AttributeScope {
  /** Ids that the file may come to have (as XML ids). */
  readonly ids: ReadonlySet<string>;
  /** Ids written so far: an id is written once. */
  readonly written: Set<string>;
  /** References to ids were written. */
  refers: boolean;
  /** Where a link leads in the e-book; null when it leads nowhere it may. */
  readonly resolveLink: (href: string) => string | null;
}

/** The attributes that an XHTML element keeps, with the names and values that the schema takes. */
export function toAttributes(
  name: string,
  properties: Properties | undefined,
  rule: ElementRule,
  scope: AttributeScope,
): Attributes {
  const attributes: Record<string, string | number> = {};
  for (const key in properties) {
    const attribute = nameOf(key);
    const value = properties[key];
    if (value === null || value === undefined || value === false || attribute.startsWith('data-')) continue;
    const text = Array.isArray(value) ? value.join(' ') : value === true ? attribute : String(value);
    if (attribute === 'align') {
      if (/^(left|right|center|justify)$/.test(text)) attributes.style = `text-align: ${text}`;
    } else if (attribute === 'style') {
      if (/^[\w\s:;.%#,()-]*$/.test(text) && !/url|expression|import/i.test(text)) attributes.style ??= text;
    } else if (globalAttributes.has(attribute) || attribute.startsWith('aria-') || rule.attributes.has(attribute)) {
      const kept = checkValue(attribute, text, scope);
      if (kept === null) continue;
      attributes[attribute] = kept;
      if (attribute === 'lang') attributes['xml:lang'] = kept;
    }
  }
  if (name === 'bdo') attributes.dir ??= 'ltr';
  return attributes;
}

/** A value as the schema takes it; null when it takes no such value. */
function checkValue(attribute: string, value: string, scope: AttributeScope): string | null {
  if (attribute === 'id') return claimId(value, scope);
  if (attribute === 'href') return scope.resolveLink(value);
  // Whether they lead anywhere is known when all is written: see `keepReferences`.
  if (idReferences.has(attribute)) {
    scope.refers = true;
    return value.split(/\s+/).filter(Boolean).map(toXmlId).join(' ') || null;
  }
  const pattern = patterns[attribute];
  return pattern && !pattern.test(value) ? null : value;
}

const references = new RegExp(` (${[...idReferences].join('|')})="([^"]*)"`, 'g');

/** Takes out references to ids that the finished file does not have. */
export function keepReferences(xhtml: string, written: ReadonlySet<string>): string {
  return xhtml.replace(references, (_, name: string, value: string) => {
    const ids = value.split(' ').filter((id) => written.has(id));
    return ids.length > 0 ? ` ${name}="${ids.join(' ')}"` : '';
  });
}

function claimId(value: string, scope: AttributeScope): string | null {
  const id = toXmlId(value);
  if (value === '' || scope.written.has(id)) return null;
  scope.written.add(id);
  return id;
}

const whole = /^-?\d{1,9}$/;
const positive = /^[1-9]\d{0,3}$/;
const patterns: Readonly<Record<string, RegExp>> = {
  lang: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
  hreflang: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
  dir: /^(ltr|rtl|auto)$/,
  role: /^[a-z-]+( [a-z-]+)*$/,
  start: whole,
  value: whole,
  type: /^[1aAiI]$/,
  colspan: positive,
  rowspan: positive,
  span: positive,
  width: positive,
  height: positive,
  scope: /^(row|col|rowgroup|colgroup)$/,
  datetime: /^\d{4}-\d{2}-\d{2}$/,
};

/** From a hast property to the attribute of XHTML. */
const nameOf = remember((property) => find(html, property).attribute.toLowerCase());

/** From a hast property to the attribute of SVG, whose names have capitals. */
export const nameOfSvg = remember((property) => find(svg, property).attribute);

function remember(compute: (property: string) => string): (property: string) => string {
  const known = new Map<string, string>();
  return (property) => {
    const name = known.get(property) ?? compute(property);
    known.set(property, name);
    return name;
  };
}
