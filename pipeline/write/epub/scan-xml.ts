/** An element of a document, in the order in which they begin. */
export interface XmlElement {
  /** With its prefix, as written. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Index of the element that it stands in; -1 for the root. */
  readonly parent: number;
  /** Its own text, without that of elements inside. */
  text: string;
}

const comment = /<!--((?:(?!--)[\s\S])*)-->/y;
const instruction = /<\?(?!xml[\s?])[A-Za-z_][^\s?]*(?:\s(?:(?!\?>)[\s\S])*)?\?>/y;
const character = /<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/y;
const doctype = /<!DOCTYPE\s[^[\]<>]*>/y;
const start = /<([^\s<>/="'&!?]+)((?:\s+[^\s<>/="'&]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const end = /<\/([^\s<>/="'&]+)\s*>/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const nameStart = /^[\p{L}_:]/u;
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class Fault extends Error {}

/**
 * Reads an XML document as strictly as a reading system may: UTF-8, one root, tags closed in their order, attributes
 * quoted and each once, no character and no reference that XML does not know, prefixes declared (XML 1.0; Namespaces). It
 * declares no entities of its own and fetches nothing. Gives the elements, or the first fault with its line.
 */
export function scanXml(bytes: Uint8Array): { readonly elements: readonly XmlElement[] } | { readonly fault: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'not UTF-8' };
  }
  const scanner = { text, at: 0 };
  try {
    return { elements: scan(scanner) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: `line ${text.slice(0, scanner.at).split('\n').length}: ${error.message}` };
  }
}

function scan(scanner: { readonly text: string; at: number }): XmlElement[] {
  const { text } = scanner;
  const elements: XmlElement[] = [];
  const open: number[] = [];
  const prefixes: ReadonlySet<string>[] = [new Set(['xml', 'xmlns'])];
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = scanner.at;
    const found = pattern.exec(text);
    if (found) scanner.at += found[0].length;
    return found;
  };
  const odd = forbidden.exec(text);
  if (odd) {
    scanner.at = odd.index;
    throw new Fault('a character that XML does not allow');
  }
  take(/<\?xml\s[^?]*\?>/y);
  while (scanner.at < text.length) {
    const here = open.at(-1);
    const next = text.indexOf('<', scanner.at);
    const words = text.slice(scanner.at, next < 0 ? text.length : next);
    if (words !== '') {
      if (here === undefined && words.trim() !== '') throw new Fault('text outside the root');
      if (words.includes(']]>')) throw new Fault('"]]>" in text');
      const element = here === undefined ? undefined : elements[here];
      const said = resolve(words);
      if (element) element.text += said;
      scanner.at += words.length;
      continue;
    }
    const isBegun = elements.length > 0;
    if (take(comment) || take(instruction) || (!isBegun && take(doctype))) continue;
    const plain = here === undefined ? null : take(character);
    if (plain) continue;
    const closing = take(end);
    if (closing) {
      const name = here === undefined ? '' : (elements[here]?.name ?? '');
      if (closing[1] !== name) throw new Fault(`</${closing[1]}> closes <${name}>`);
      open.pop();
      prefixes.pop();
      continue;
    }
    const opening = take(start);
    if (!opening) throw new Fault('a tag that cannot be read');
    const [, name = '', written = '', empty = ''] = opening;
    if (isBegun && here === undefined) throw new Fault('a second root');
    const attributes = readAttributes(written);
    const declared = [...attributes.keys()].filter((key) => key.startsWith('xmlns:')).map((key) => key.slice(6));
    const known = prefixes.at(-1) ?? new Set<string>();
    const inside = declared.length > 0 ? new Set([...known, ...declared]) : known;
    for (const one of [name, ...attributes.keys()]) {
      if (!nameStart.test(one)) throw new Fault(`"${one}" is no name`);
      const prefix = one.includes(':') ? one.slice(0, one.indexOf(':')) : '';
      if (prefix !== '' && !inside.has(prefix)) throw new Fault(`the prefix ${prefix} is not declared`);
    }
    elements.push({ name, attributes, parent: here ?? -1, text: '' });
    if (empty === '') {
      open.push(elements.length - 1);
      prefixes.push(inside);
    }
  }
  const unclosed = elements[open.at(-1) ?? -1];
  if (unclosed) throw new Fault(`<${unclosed.name}> is not closed`);
  if (elements.length === 0) throw new Fault('no root');
  return elements;
}

function readAttributes(written: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of written.matchAll(attribute)) {
    if (attributes.has(name)) throw new Fault(`the attribute ${name} twice`);
    attributes.set(name, resolve(double ?? single ?? ''));
  }
  return attributes;
}

/** References resolved; every `&` must begin one that XML knows by itself. */
function resolve(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;\s&<]{0,40});?/g, (whole, name: string) => {
    const digits = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10) : -1;
    const isCharacter =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 32 && code < 0xd800) ||
      (code > 0xdfff && code < 0xfffe) ||
      (code > 0xffff && code <= 0x10ffff);
    const found = whole.endsWith(';') ? (isCharacter ? String.fromCodePoint(code) : named[name]) : undefined;
    if (found === undefined) throw new Fault(`the reference ${whole} means nothing`);
    return found;
  });
}
