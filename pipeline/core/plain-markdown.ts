import type { Root, RootContent } from 'mdast';

/**
 * Markdown that is nothing but paragraphs and headings, read line by line: the tree that the parser would give, places
 * included, in a fraction of its time. Null for everything else, and for whatever might be anything else: then the parser
 * is asked. (A test holds the two against each other.) With `hasFrontMatter`, front matter at the head is a `yaml` node.
 */
export function readPlainMarkdown(markdown: string, hasFrontMatter = false): Root | null {
  const children: RootContent[] = [];
  const head = hasFrontMatter && markdown.startsWith('---') ? readFrontMatter(markdown) : noHead;
  if (!head) return null;
  if (head.node) children.push(head.node);
  if (mark.test(head.end === 0 ? markdown : markdown.slice(head.end))) return null;

  let line = head.line;
  let open: OpenParagraph | null = null;
  for (let start = head.end; ; line++) {
    const ending = markdown.indexOf('\n', start);
    const end = ending < 0 ? markdown.length : ending;
    if (start === end) open = null;
    else if (markdown.charCodeAt(start) === 0x23) {
      const heading = readHeading(markdown, line, start, end);
      if (!heading) return null;
      children.push(heading);
      open = null;
    } else if (!isWords(markdown, start, end)) return null;
    else if (open) extend(open, markdown, line, start, end);
    else {
      open = startParagraph(markdown, line, start, end);
      children.push(open);
    }
    if (ending < 0) break;
    start = ending + 1;
  }
  // Where a text without blocks ends, the parser has an idea of its own.
  if (children.length === 0) return null;
  const column = markdown.length - markdown.lastIndexOf('\n');
  const end = { line, column, offset: markdown.length };
  return { type: 'root', children, position: { start: { line: 1, column: 1, offset: 0 }, end } };
}

/**
 * Whatever can be markup somewhere in a line. A colon may begin a directive or an address unless a space, the line's end or
 * an opening mark follows; `www.` begins an address. Tabs, NUL and line endings other than LF are the parser's to read.
 */
const mark = /[\\`*_[\]<>&~|@\t\r\0\ufeff]|:(?![ \n\u201c\u2018\u300a\uff08]|$)|www\./i;

/** A line that begins with no sign of a block, and is neither indented nor a hard break. */
function isWords(markdown: string, start: number, end: number): boolean {
  const first = markdown.charCodeAt(start);
  if (first === 0x20 || markdown.charCodeAt(end - 1) === 0x20) return false;
  if (first >= 0x80 || isLetter(first)) return true;
  if (first >= 0x30 && first <= 0x39)
    return !/^\d{1,9}[.)](?: |$)/.test(markdown.slice(start, Math.min(end, start + 11)));
  // Quotes and an opening parenthesis.
  return first === 0x22 || first === 0x27 || first === 0x28;
}

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

type Paragraph = Extract<RootContent, { type: 'paragraph' }>;
type Heading = Extract<RootContent, { type: 'heading' }>;
type Words = { type: 'text'; value: string; position: ReturnType<typeof placeAt> };

/** A paragraph to which lines may still come. */
type OpenParagraph = Paragraph & { children: [Words]; position: ReturnType<typeof placeAt> };

function startParagraph(markdown: string, line: number, start: number, end: number): OpenParagraph {
  const words: Words = { type: 'text', value: markdown.slice(start, end), position: placeAt(line, start, start, end) };
  return { type: 'paragraph', children: [words], position: placeAt(line, start, start, end) };
}

function extend(paragraph: OpenParagraph, markdown: string, line: number, start: number, end: number): void {
  const [words] = paragraph.children;
  words.value += `\n${markdown.slice(start, end)}`;
  const { end: last } = placeAt(line, start, start, end);
  words.position.end = last;
  paragraph.position.end = { ...last };
}

/** `# words`: one space, and no further `#` that might close it. */
function readHeading(markdown: string, line: number, start: number, end: number): Heading | null {
  const found = /^(#{1,6}) ([^# \n](?:[^#\n]*[^# \n])?)$/.exec(markdown.slice(start, end));
  if (!found) return null;
  const [, signs = '', value = ''] = found;
  const words: Words = { type: 'text', value, position: placeAt(line, start, start + signs.length + 1, end) };
  const depth = signs.length as Heading['depth'];
  return { type: 'heading', depth, children: [words], position: placeAt(line, start, start, end) };
}

/** A stretch of one line that starts at `lineStart`. */
function placeAt(line: number, lineStart: number, start: number, end: number) {
  return {
    start: { line, column: start - lineStart + 1, offset: start },
    end: { line, column: end - lineStart + 1, offset: end },
  };
}

interface Head {
  readonly node: Extract<RootContent, { type: 'yaml' }> | null;
  /** Where the text behind it starts: on the closing line's end, whose number is `line`. */
  readonly end: number;
  readonly line: number;
}

const noHead: Head = { node: null, end: 0, line: 1 };

/** Front matter between two lines of three dashes and nothing else; null when the parser must look. */
function readFrontMatter(markdown: string): Head | null {
  if (markdown[3] !== '\n') return null;
  const closing = markdown.indexOf('\n---', 3);
  const end = closing + 4;
  if (closing < 0 || (end < markdown.length && markdown[end] !== '\n')) return null;
  const value = markdown.slice(4, Math.max(4, closing));
  if (/[\t\r\0\ufeff]/.test(value)) return null;
  const line = value === '' && closing === 3 ? 2 : value.split('\n').length + 2;
  const position = { start: { line: 1, column: 1, offset: 0 }, end: { line, column: 4, offset: end } };
  return { node: { type: 'yaml', value, position }, end, line };
}
