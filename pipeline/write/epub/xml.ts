/** XML as finished text. Only the functions of this file make it, so nothing unescaped can get in. */
export interface Markup {
  readonly xml: string;
}

/** Attributes by name; null and empty ones are left out, except where `keepEmpty` names them (`alt`). */
export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** One element. Strings among the children are text and are escaped; a missing child writes nothing. */
export function element(
  name: string,
  attributes: Attributes = {},
  children: readonly (Markup | string | null)[] = [],
): Markup {
  let xml = `<${name}${writeAttributes(attributes)}`;
  if (children.length === 0) return { xml: `${xml}/>` };
  xml += '>';
  for (const child of children) {
    if (child === null) continue;
    xml += typeof child === 'string' ? escapeText(child) : child.xml;
  }
  return { xml: `${xml}</${name}>` };
}

/** Several pieces one after another, each on its own line. */
export const lines = (pieces: readonly (Markup | null)[]): Markup => ({
  xml: pieces.flatMap((piece) => (piece ? [piece.xml] : [])).join('\n'),
});

/** A whole document. `doctype` is given where XHTML wants one. */
export const document = (root: Markup, doctype: '' | 'html' = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${doctype ? `<!DOCTYPE ${doctype}>\n` : ''}${root.xml}\n`;

export function writeAttributes(attributes: Attributes): string {
  let xml = '';
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined || value === '') continue;
    xml += ` ${name}="${escapeAttribute(String(value))}"`;
  }
  return xml;
}

/** Text for between tags: well formed whatever came in. */
export function escapeText(text: string): string {
  const clean = cleanXml(text);
  return /[&<>]/.test(clean) ? clean.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : clean;
}

/** Text for between double quotes; line ends and tabs are kept as references, since XML would turn them into spaces. */
export function escapeAttribute(value: string): string {
  const clean = cleanXml(value);
  if (!/[&<>"\t\n\r]/.test(clean)) return clean;
  return clean
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Characters that XML 1.0 cannot hold, and the C1 controls, are dropped; a lone surrogate becomes U+FFFD. */
export function cleanXml(text: string): string {
  const wellFormed = text.toWellFormed();
  return forbidden.test(wellFormed) ? wellFormed.replace(forbiddenAll, '') : wellFormed;
}

const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
const forbiddenAll = new RegExp(forbidden.source, 'g');

/** An id that XML takes (a name without colon), the same for the same input: `3b` becomes `x-3b`. */
export function toXmlId(id: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(id)) return id;
  return `x-${id.replace(/[^A-Za-z0-9_.-]/gu, (c) => `_${(c.codePointAt(0) ?? 0).toString(16)}_`)}`;
}
