import type { Edition } from '../../core/edition.ts';

/** What the README has to tell of one archive. */
export interface ReadMeFacts {
  readonly edition: Edition;
  readonly tool: string;
  /** Built files in `data/`, by name. */
  readonly builtFiles: readonly string[];
  readonly hasFonts: boolean;
  readonly isJudged: boolean;
}

/** The first file that somebody opens in ten years: what this is, what lies where, and how to see that it is whole. */
export function writeReadMe(facts: ReadMeFacts): string {
  const { edition } = facts;
  const title = [edition.title, edition.subtitle].filter(Boolean).join(' ');
  const chinese = `${title}
${edition.date ? `${edition.date}\n` : ''}
这是一份存档包\uff0c保存一本汇编的全部内容\uff1a原稿\u3001整理后的文章\u3001做好的成品\uff0c以及说明每个字从哪里来的记录\u3002

一\u3001里面有什么\uff08都在 data 文件夹\uff09
${listFiles(facts, 'zh')}

二\u3001怎样确认它完好无损
解开压缩包\uff0c进入本文件所在的文件夹\uff0c在终端里运行\uff1a
    sha512sum -c manifest-sha512.txt
    sha512sum -c tagmanifest-sha512.txt
每一行都显示\u201cOK\u201d\uff08或\u201c成功\u201d\uff09\uff0c就一个字节也没有变\u3002苹果电脑上把 sha512sum 换成 shasum -a 512\u3002
装有 Huibian 的电脑上也可以运行\uff1a
    huibian verify <这个文件夹或压缩包>

三\u3001怎样重新做出成品
    huibian rebuild <这个文件夹或压缩包> --out <新文件夹>
所用程序\u3001浏览器和字体的版本记在 data/made-with.json\u3002版本相同\uff0c做出来的文件与存档的逐字节相同\u3002

四\u3001格式
文件夹按 BagIt 1.0\uff08RFC 8493\uff09组织\u3002文字都是 UTF-8\uff1bprint.pdf 是 PDF/A\uff0cbook.epub 是 EPUB 3\uff0c
.md 是 Markdown\uff0c.json 是 JSON\uff1a都是公开的标准\uff0c不靠某一个程序也能读\u3002
`;
  const english = `${title}
${edition.date ? `${edition.date}\n` : ''}
This is an archive of one compiled edition: the original texts, the articles put back together, the finished files,
and a record of where every stretch of text came from.

1. What is in it (all in the folder data)
${listFiles(facts, 'en')}

2. How to see that it is whole
Unpack it, go to the folder that holds this file, and run in a terminal:
    sha512sum -c manifest-sha512.txt
    sha512sum -c tagmanifest-sha512.txt
If every line says OK, not a byte has changed. On a Mac write shasum -a 512 instead of sha512sum.
Where Huibian is installed, this does the same:
    huibian verify <this folder or zip>

3. How to make the finished files again
    huibian rebuild <this folder or zip> --out <new folder>
The versions of program, browser and fonts are in data/made-with.json. With the same versions the same bytes come out.

4. Formats
The folder is a BagIt 1.0 bag (RFC 8493). All text is UTF-8; print.pdf is PDF/A, book.epub is EPUB 3, .md is Markdown,
.json is JSON: public standards, readable without any one program.

${facts.tool}
`;
  return edition.lang.startsWith('zh')
    ? `${chinese}\n${'-'.repeat(60)}\n\n${english}`
    : `${english}\n${'-'.repeat(60)}\n\n${chinese}`;
}

const descriptions: readonly (readonly [string, string, string])[] = [
  ['print.pdf', '印刷用的成品', 'the finished book for print and screen'],
  ['book.epub', '手机和阅读器上看的电子书', 'the e-book for phones and readers'],
  ['booklet.pdf', '拼好版\u3001可以折成小册子的打印件', 'the pages laid out to be printed and folded'],
  ['page-map.json', '每段文字在第几页', 'on which page each stretch of text stands'],
];

function listFiles({ edition, builtFiles, hasFonts, isJudged }: ReadMeFacts, lang: 'zh' | 'en'): string {
  const known = descriptions.filter(([name]) => builtFiles.includes(name));
  const rows: readonly (readonly [string, string, string])[] = [
    ...known,
    ['originals/', '收到的原稿\uff0c一个字节未动', 'the texts as they were handed in, untouched'],
    ['inputs.json', '原稿的原名和次序', 'their original names and their order'],
    ['articles/', '还原后的每篇文章\uff08Markdown\uff09', 'each article put back together, as Markdown'],
    ['text/', '每篇文章印出来的文字', 'the text of each article as it was printed'],
    ...(edition.assets.length > 0 ? ([['assets/', '文中的图片', 'the pictures']] as const) : []),
    ['articles.json', '每篇文章的出处和使用许可', 'where each article first stood, and on what terms it may be used'],
    [
      'seams.json',
      '每段文字来自原稿何处\u3001接缝的依据和把握',
      'where each stretch came from, with the evidence for every join',
    ],
    ['repairs.json', '改动过的标点', 'every repair of punctuation'],
    ['report.json', '制作时的报告', 'what was put together, and what was said of it'],
    ['check.json', '对每个成品的检查结果', 'what our own check found in each finished file'],
    ...(isJudged ? ([['judges/', '旁的检查程序的报告', 'what the checking programs of others found']] as const) : []),
    ['settings.json', '制作时的设置', 'the settings it was made with'],
    [
      'made-with.json',
      '所用程序\u3001浏览器\u3001字体的版本和校验值',
      'versions and checksums of program, browser and fonts',
    ],
    ['tool/', '所用程序的版本清单和许可', 'the program: its exact parts, and its licence'],
    ...(hasFonts ? ([['fonts/', '所用字体及其许可', 'the fonts used, with their licence']] as const) : []),
  ];
  return rows.map(([name, zh, en]) => `    ${name.padEnd(16)} ${lang === 'zh' ? zh : en}`).join('\n');
}
