import type { Place } from './text.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A catalogue entry. Sentences carry `{name}` places that `params` fill; `help` says what to do. */
export interface CatalogueEntry {
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
  readonly help: { readonly zh: string; readonly en: string };
}

/** Something to tell the editor. Nothing outside the catalogue invents ids. */
export interface Issue {
  readonly id: IssueId;
  readonly params: Readonly<Record<string, string | number>>;
  readonly place: Place | null;
  readonly related: readonly Place[];
}

const entry = (severity: Severity, zh: string, en: string, helpZh: string, helpEn: string): CatalogueEntry => ({
  severity,
  zh,
  en,
  help: { zh: helpZh, en: helpEn },
});

/**
 * The catalogue: `stage/problem`. One line of words for each language; punctuation of Chinese messages is full-width
 * (written as it is here: messages are shown, not compared).
 */
export const catalogue = {
  // read
  'read/not-found': entry('error', '找不到 {path}', 'There is no {path}', '检查路径是否写对。', 'Check the path.'),
  'read/cannot-read': entry(
    'error',
    '无法读取 {path}：{detail}',
    '{path} cannot be read: {detail}',
    '检查文件的权限。',
    'Check the permissions of the file.',
  ),
  'read/nothing-readable': entry(
    'error',
    '{path} 里没有可读的文件',
    'Nothing readable in {path}',
    '放入 .txt、.md 或 .pdf 文件。',
    'Put .txt, .md or .pdf files there.',
  ),
  'read/empty': entry(
    'error',
    '{path} 是空的',
    '{path} is empty',
    '放入要汇编的文字。',
    'Give it the text to be compiled.',
  ),
  'read/binary': entry(
    'error',
    '{path} 不是文本文件',
    '{path} is not a text file',
    '请提供 .txt 或 .md 文本。',
    'Give .txt or .md text.',
  ),
  'read/encoding': entry(
    'error',
    '{path} 的编码无法识别',
    'The encoding of {path} is not known',
    '请另存为 UTF-8。',
    'Save it as UTF-8.',
  ),
  'read/invalid-bytes': entry(
    'error',
    '这里的字节不是有效的 {encoding}',
    'The bytes here are not valid {encoding}',
    '请另存为 UTF-8 后重试。',
    'Save it as UTF-8 and try again.',
  ),
  'read/unknown-type': entry(
    'error',
    '不能读取 {path} 这种文件',
    'Files like {path} cannot be read',
    '请提供 .txt、.md 或 .pdf；Word 等文稿请另存为纯文本（.txt）。',
    'Give .txt, .md or .pdf; save what a word processor wrote as plain text (.txt).',
  ),
  'read/left-aside': entry(
    'warning',
    '{path} 里有 {count} 项没有读入：{names}',
    '{count} of what lies in {path} was not read: {names}',
    'Word 等文稿请另存为纯文本（.txt）；文件夹请在命令里另写；不要的请移走。',
    'Save documents as plain text (.txt); name folders in the command by themselves; move away what is not wanted.',
  ),
  'read/too-large': entry(
    'error',
    '{path} 太大（{size} MB），Markdown 文件最多 {limit} MB',
    '{path} is too large ({size} MB); a Markdown file may have {limit} MB',
    '拆成几个文件，放在一个文件夹里。',
    'Split it into several files in one folder.',
  ),
  'read/too-nested': entry(
    'error',
    '这里的嵌套太深（超过 {limit} 层）',
    'Nested too deep here (more than {limit} levels)',
    '检查这一行的 >、- 或 ::: 记号。',
    'Look at the >, - or ::: marks of this line.',
  ),
  'read/front-matter': entry(
    'error',
    '文件开头的 {key}：{detail}',
    'Front matter, {key}: {detail}',
    '按说明改正该键。',
    'Correct that key.',
  ),
  'read/scanned-page': entry(
    'error',
    '{path} 第 {page} 页是图片，没有文字',
    'Page {page} of {path} is a picture without text',
    '先做文字识别（OCR），或提供文本。',
    'Have its text recognised (OCR) first, or give the text.',
  ),
  'read/recognised-page': entry(
    'warning',
    '{path} 第 {page} 页是图片，文字来自文字识别（OCR），可能有错',
    'Page {page} of {path} is a picture; its text comes from recognition (OCR) and may be wrong',
    '对照页面校对。',
    'Proofread it against the page.',
  ),
  'read/unknown-characters': entry(
    'warning',
    '{path} 第 {page} 页有 {count} 个字形没有说明是什么字，以“\ufffd”占位',
    'Page {page} of {path} has glyphs whose characters the PDF does not tell ({count}); \u201c\ufffd\u201d holds their places',
    '对照页面，在文章里补上。',
    'Compare with the page and set them in the article.',
  ),
  'read/pdf-locked': entry(
    'error',
    '{path} 有密码，无法读取',
    '{path} has a password and cannot be read',
    '去掉密码后再试。',
    'Save it without a password and try again.',
  ),
  'read/pdf-damaged': entry(
    'error',
    '{path} 不是完好的 PDF',
    '{path} is not a sound PDF',
    '重新导出后再试。',
    'Export it again.',
  ),
  'read/duplicate-source': entry(
    'warning',
    '{path} 给了两次，只用一次',
    '{path} was given twice and is used once',
    '删去多余的一个。',
    'Remove one of them.',
  ),
  // settings
  'settings/invalid': entry(
    'error',
    '{key}：{detail}',
    '{key}: {detail}',
    '改正 edition.yaml 中的这个键。',
    'Correct this key in edition.yaml.',
  ),
  'settings/no-title': entry(
    'warning',
    '没有给书名，用“{title}”',
    'No title was given; “{title}” is used',
    '在 edition.yaml 中写 title，或用 --title。',
    'Set title in edition.yaml, or use --title.',
  ),
  'settings/unmatched': entry(
    'warning',
    '{key} 中的“{value}”没有对应的文章',
    '“{value}” in {key} matches no article',
    '检查标题写法。',
    'Check the title.',
  ),
  'settings/unused-acceptance': entry(
    'warning',
    '接受了 {id}，但没有这个提示',
    '{id} is accepted but was not raised',
    '从 accept 中删去它。',
    'Remove it from accept.',
  ),
  // reassemble
  'reassemble/doubtful-join': entry(
    'warning',
    '“{before}｜{after}”这处接缝不能确定，也可能是“{before}｜{rival}”',
    'The join “{before}|{after}” is not certain; it could be “{before}|{rival}”',
    '核对原文；不对时用 reassemble --explain 写出 seams 文件，在其中改。',
    'Compare with the page; where it is wrong, reassemble --explain writes a seams file to correct it in.',
  ),
  'reassemble/undecidable-join': entry(
    'warning',
    '“{before}｜{after}”断在句末，只看文字不能确定是否相接',
    'The text alone cannot tell whether “{before}|{after}” belong together: the break is at the end of a sentence',
    '核对原版；不对时用 reassemble --explain 写出 seams 文件，在其中改。',
    'Compare with the page; where it is wrong, reassemble --explain writes a seams file to correct it in.',
  ),
  'reassemble/leftover': entry(
    'warning',
    '有 {count} 段文字没有归入任何文章（共 {characters} 字），第一段：“{text}”',
    '{count} pieces of text ({characters} characters) belong to no article; the first: “{text}”',
    '核对这些文字是否应当归入文章。',
    'See whether they belong to an article.',
  ),
  'reassemble/no-titles': entry(
    'warning',
    '没有找到标题',
    'No titles were found',
    '在标题行前加 # 再试。',
    'Mark title lines with # and try again.',
  ),
  'reassemble/seams-file': entry(
    'error',
    '接缝文件有误：{detail}',
    'The seams file is wrong: {detail}',
    '按说明改正这一处。',
    'Correct it there.',
  ),
  'reassemble/unfit-decision': entry(
    'warning',
    '这项决定与原文对不上：“{words}”',
    'This decision no longer fits the text: “{words}”',
    '核对接缝文件中的文字；它仍保留在文件中。',
    'Look at its words in the seams file; it is kept there.',
  ),
  'reassemble/not-a-model': entry(
    'error',
    '{path} 不是 huibian learn 写出的模型',
    '{path} is not a model that huibian learn wrote',
    '用 huibian learn 重新学习，或去掉 --model。',
    'Learn again with huibian learn, or leave --model out.',
  ),
  'reassemble/too-few-articles': entry(
    'error',
    '可学的文章只有 {count} 篇，至少要 {least} 篇',
    'Only {count} articles to learn from; {least} are needed at least',
    '放入更多完整的文章：每篇一个 .md 或 .txt 文件，标题在前。',
    'Add more whole articles: one .md or .txt file each, the title first.',
  ),
  'reassemble/too-many-lines': entry(
    'warning',
    '{path} 有 {count} 行而不分页，不像版面，没有还原',
    '{path} has {count} lines and no pages in them: it is no page, and was left as it is',
    '每版一个文件，或在版与版之间放换页符。',
    'Give one file a page, or put form feeds between pages.',
  ),
  'reassemble/doubled': entry(
    'info',
    '“{words}”里有重复的字，是否笔误？',
    'Something stands twice in “{words}”: a slip?',
    '我们不改原文；是笔误时请自己改。',
    'We change nothing here; correct it if it is a slip.',
  ),
  'reassemble/unpaired-mark': entry(
    'info',
    '“{words}”里的标点不成对',
    'A mark in “{words}” has no partner',
    '我们不改原文；核对是否漏了引号或括号。',
    'We change nothing here; see whether a quotation mark or bracket is missing.',
  ),
  'reassemble/name-differs': entry(
    'info',
    '“{words}”和“{other}”是不是同一个人？',
    'Are “{words}” and “{other}” one person?',
    '我们不改原文；核对姓名。',
    'We change nothing here; check the name.',
  ),
  'reassemble/office-differs': entry(
    'info',
    '同一个人的职务写法不同：“{words}”和“{other}”',
    'One person has an office written in two ways: “{words}” and “{other}”',
    '我们不改原文；核对职务。',
    'We change nothing here; check the office.',
  ),
  'reassemble/number-differs': entry(
    'info',
    '两篇文章的数字不一致：“{words}”和“{other}”',
    'Two articles give different numbers: “{words}” and “{other}”',
    '我们不改原文；核对数字。',
    'We change nothing here; check the number.',
  ),
  'reassemble/text-lost': entry(
    'error',
    '有 {count} 个字符没有着落，第一处在这里',
    '{count} characters are in no article; the first is here',
    '这是程序的错误，请报告。',
    'This is our fault: please report it.',
  ),
  'reassemble/text-added': entry(
    'error',
    '有 {count} 个字符原文没有',
    '{count} characters are not in the source',
    '这是程序的错误，请报告。',
    'This is our fault: please report it.',
  ),
  // normalise
  'normalise/no-title': entry(
    'warning',
    '文章没有标题，用“{title}”',
    'The article has no title; “{title}” is used',
    '给它加上标题。',
    'Give it a title.',
  ),
  'normalise/no-text': entry(
    'warning',
    '文章“{title}”没有正文',
    'The article “{title}” has no text',
    '核对原文。',
    'Compare with the source.',
  ),
  'normalise/same-title': entry(
    'warning',
    '有两篇文章同名：“{title}”',
    'Two articles have the same title: “{title}”',
    '核对是否重复。',
    'See whether one is a repeat.',
  ),
  'normalise/long-title': entry(
    'warning',
    '标题有 {count} 字，可能不是标题',
    'The title has {count} characters; it may not be one',
    '核对标题。',
    'Look at the title.',
  ),
  'normalise/missing-image': entry(
    'warning',
    '找不到图片 {path}',
    'There is no picture {path}',
    '把图片放到该处；文中暂以说明代替。',
    'Put it there; its description stands in for now.',
  ),
  'normalise/bad-image': entry(
    'warning',
    '图片 {path} 不能用：{detail}',
    'The picture {path} cannot be used: {detail}',
    '换一张图片；文中暂以说明代替。',
    'Give another; its description stands in for now.',
  ),
  'normalise/remote-image': entry(
    'warning',
    '不使用网络图片 {path}',
    'The remote picture {path} is not used',
    '下载后放到文稿旁边。',
    'Save it beside the text.',
  ),
  'normalise/unsafe-markup': entry(
    'warning',
    '去掉了不安全的标记 {name}',
    'Unsafe markup was taken out: {name}',
    '无需处理；文字都保留。',
    'Nothing to do; text is kept.',
  ),
  'normalise/footnote-missing': entry(
    'warning',
    '脚注 {label} 没有内容',
    'Footnote {label} has no text',
    '补上脚注内容。',
    'Add its text.',
  ),
  'normalise/footnote-unused': entry(
    'warning',
    '脚注 {label} 没有被引用，作为正文保留',
    'Footnote {label} is never called; it is kept as text',
    '在正文中加上引用，或删去它。',
    'Call it in the text, or take it out.',
  ),
  'normalise/same-id': entry(
    'warning',
    '有两篇文章的 id 都是 {article}，后一篇改为 {renamed}',
    'Two articles have the id {article}; the second becomes {renamed}',
    '给其中一篇换一个 id。',
    'Give one of them another id.',
  ),
  'normalise/unusual-characters': entry(
    'info',
    '有 {count} 个不寻常的字符，第一个是 {code}（{kind}）',
    '{count} unusual characters, the first {code} ({kind})',
    '核对原文；可能来自扫描识别或旧字库。',
    'Compare with the source: they may come from a scan or an old font.',
  ),
  'normalise/control-characters': entry(
    'warning',
    '去掉了 {count} 个控制字符',
    '{count} control characters were taken out',
    '无需处理，位置见 report.json。',
    'Nothing to do; report.json has the places.',
  ),
  // compose
  'compose/unknown-region': entry(
    'info',
    '“{title}”的署名中没有地区，排在最后',
    'No region in the byline of “{title}”; it stands last',
    '需要时用 order 列出次序。',
    'List the order if it matters.',
  ),
  'compose/no-articles': entry('error', '没有文章', 'There are no articles', '核对输入。', 'Look at the input.'),
  // render
  'render/unknown-theme': entry(
    'error',
    '没有名为 {theme} 的主题',
    'There is no theme {theme}',
    '可用：{known}。',
    'Known: {known}.',
  ),
  // write
  'write/missing-glyph': entry(
    'warning',
    '字体中没有“{text}”（{code}，{count} 处，首见于《{title}》），印成〓',
    'The fonts have no “{text}” ({code}, {count} times, first in {title}); 〓 is printed',
    '核对这个字。',
    'Look at this character.',
  ),
  'write/long-tail': entry(
    'warning',
    '“{title}”最后一页只有 {lines} 行',
    '“{title}” has only {lines} lines on its last page',
    '可稍改文字或版面。',
    'Consider the text or the page.',
  ),
  'write/shrunk': entry(
    'warning',
    '“{title}”中有排不下的内容（如太宽的表格），该篇各页缩小到 {percent}%',
    'Something in “{title}” is too wide for the page (a table, perhaps): its pages are shrunk to {percent} %',
    '请改窄表格或拆开过长的算式，也可换用更大的开本。',
    'Make the table narrower or part the formula, or choose a larger page.',
  ),
  'write/too-wide': entry(
    'error',
    '“{title}”中有排不下的内容（如栏目太多的表格、太长的算式），缩小到三分之二也不行',
    'Something in “{title}” is wider than the page even at two thirds of its size (a table of many columns, a long formula)',
    '请把表格拆成几个，或换用更大的开本；算式可分行写。',
    'Part the table, or choose a larger page; write the formula on several lines.',
  ),
  'write/text-differs': entry(
    'error',
    '{file} 中的文字与原文不同：“{found}”应为“{expected}”（《{title}》）',
    'The text in {file} differs from the source: “{found}” should be “{expected}” ({title})',
    '这是程序的错误，请报告。',
    'This is our fault: please report it.',
  ),
  'write/no-page-list': entry(
    'info',
    '单独制作的电子书没有页码表',
    'An e-book built alone has no page list',
    '同时制作 print，或给出 --page-map。',
    'Build print as well, or give --page-map.',
  ),
  'write/no-cover-picture': entry(
    'warning',
    '没有浏览器，电子书没有封面图（{detail}）',
    'There is no browser: the e-book has no cover picture ({detail})',
    '运行 huibian doctor 查看缺什么；书本身完整可读。',
    'Run huibian doctor to see what is missing; the book itself is whole.',
  ),
  'write/picture-left-out': entry(
    'warning',
    '《{title}》中的图片 {picture} 不能放进电子书，以说明代替',
    'The picture {picture} in “{title}” cannot be in an e-book; its description stands in for it',
    '换成 PNG、JPEG、GIF、WebP 或不带脚本的 SVG。',
    'Give a PNG, JPEG, GIF, WebP or an SVG without scripts.',
  ),
  'write/page-map-invalid': entry(
    'error',
    '{path} 不是页码表：{detail}',
    '{path} is not a page map: {detail}',
    '用同一次制作的 page-map.json。',
    'Use the page-map.json of the same build.',
  ),
  'write/page-map-differs': entry(
    'error',
    '{path} 的页码表不属于这些文字',
    'The page map {path} is for other text',
    '用同一次制作的 page-map.json。',
    'Use the page-map.json of the same text.',
  ),
  'write/unsandboxed': entry(
    'info',
    '浏览器的沙箱已关闭（以 root 运行，或系统不允许）',
    'The browser runs with its sandbox off (as root, or the system forbids it)',
    '用普通用户运行更安全。',
    'Run as an ordinary user to have it on.',
  ),
  // booklet and archive
  'write/pdf-encrypted': entry(
    'error',
    '{path} 有密码保护，不能拼版',
    '{path} is protected by a password and cannot be imposed',
    '先去掉密码再试。',
    'Remove the password first.',
  ),
  'write/pdf-damaged': entry(
    'error',
    '{path} 已损坏，读不出页面（{detail}）',
    '{path} is damaged: its pages cannot be read ({detail})',
    '换一份完好的 PDF。',
    'Give a sound PDF.',
  ),
  'write/pdf-mixed-sizes': entry(
    'error',
    '第 {page} 页是 {found} 毫米，其他页是 {expected} 毫米，不能一起拼版',
    'Page {page} is {found} mm, the others are {expected} mm: they cannot be imposed together',
    '统一页面大小，或用 scale: fit（命令行 --scale fit）。',
    'Make the pages one size, or set scale: fit (--scale fit).',
  ),
  'write/sheet-too-small': entry(
    'error',
    '{sheet} 毫米的纸放不下 {needed} 毫米的版面',
    'A sheet of {sheet} mm cannot hold {needed} mm',
    '用更大的纸，或用 scale: fit（命令行 --scale fit）。',
    'Use a larger sheet, or set scale: fit (--scale fit).',
  ),
  'write/cover-too-few': entry(
    'error',
    '只有 {pages} 页，封面不能单独成张',
    'With {pages} pages the cover cannot be a sheet of its own',
    '不要单独做封面。',
    'Leave the cover with the body.',
  ),
  'write/scaled': entry(
    'info',
    '页面缩到 {percent}%',
    'Pages are scaled to {percent}%',
    '要原大，请用更大的纸。',
    'Use a larger sheet to print at full size.',
  ),
  'write/no-room-for-marks': entry(
    'warning',
    '纸边没有地方放标记（{marks}）',
    'There is no room beside the pages for marks ({marks})',
    '用更大的纸。',
    'Use a larger sheet.',
  ),
  'write/near-edge': entry(
    'warning',
    '有 {count} 页的内容离纸边不到 5 毫米，办公打印机印不到；第一处在第 {page} 页，离边 {distance} 毫米',
    'On {count} pages something stands within 5 mm of the sheet’s edge, where office printers cannot print; the first is page {page}, {distance} mm',
    '把它往里移，或用更大的纸再裁。',
    'Move it inwards, or print on a larger sheet and cut.',
  ),
  'write/fit-failed': entry(
    'warning',
    '要 {asked} 张，最少只能做到 {reached} 张',
    '{asked} sheets were asked for; {reached} is the fewest that can be had',
    '删减文字，或多用一张纸。',
    'Shorten the text, or allow one sheet more.',
  ),
  'write/archive-same': entry(
    'info',
    '内容与 {path} 相同，没有另存',
    'The content is the same as in {path}; nothing was written',
    '无需处理。',
    'Nothing to do.',
  ),
  'write/archive-too-large': entry(
    'error',
    '存档包有 {files} 个文件、{megabytes} MB，超过一个 zip 的限度（65534 个文件、512 MB）',
    'The archive has {files} files and {megabytes} MB: more than a zip may have (65,534 files, 512 MB)',
    '加 --bag，写成文件夹。',
    'Use --bag: it is then written as a folder.',
  ),
  'write/bag-changed': entry(
    'error',
    '{path} 的内容变了（{algorithm}）',
    '{path} has changed ({algorithm})',
    '用完好的一份替换。',
    'Replace it by a sound copy.',
  ),
  'write/bag-missing': entry(
    'error',
    '缺少 {path}',
    '{path} is missing',
    '从另一份找回。',
    'Take it from another copy.',
  ),
  'write/bag-extra': entry(
    'error',
    '{path} 不在清单里',
    '{path} is in no manifest',
    '不是存档的内容，移走它。',
    'It is no part of the archive: take it away.',
  ),
  'write/bag-partial': entry(
    'error',
    '{manifest} 没有列出 {path}',
    '{manifest} does not list {path}',
    '清单被改过，用完好的一份替换。',
    'The manifest was edited: replace it by a sound copy.',
  ),
  'write/bag-outside': entry(
    'error',
    '{file} 里的路径“{path}”指向存档包外面',
    'The path “{path}” in {file} points outside the bag',
    '不要打开这个包。',
    'Do not open this bag.',
  ),
  'write/bag-listed-twice': entry(
    'error',
    '{file} 把 {path} 列了两次',
    '{file} lists {path} twice',
    '清单被改过，用完好的一份替换。',
    'The manifest was edited: replace it by a sound copy.',
  ),
  'write/bag-line': entry(
    'error',
    '{file} 第 {line} 行读不懂',
    'Line {line} of {file} cannot be read',
    '清单被改过，用完好的一份替换。',
    'It was edited: replace it by a sound copy.',
  ),
  'write/bag-declaration': entry(
    'error',
    'bagit.txt 有误（{detail}）',
    'bagit.txt is wrong ({detail})',
    '用完好的一份替换。',
    'Replace it by a sound copy.',
  ),
  'write/bag-algorithm': entry(
    'error',
    '不认识 {file} 的校验算法',
    'The algorithm of {file} is not known',
    '用新版本再试。',
    'Try a newer version.',
  ),
  'write/bag-total': entry(
    'error',
    '应有 {expected}（字节数.文件数），现有 {found}',
    'Bytes and files should be {expected} and are {found}',
    '完整检查一次，看是哪个文件。',
    'Verify without --fast to see which file.',
  ),
  'write/bag-unreadable': entry(
    'error',
    '{path} 不能读取（{detail}）',
    '{path} cannot be read ({detail})',
    '用完好的一份替换。',
    'Replace it by a sound copy.',
  ),
  'write/bag-not-fetched': entry(
    'error',
    '{path} 要从网上取，包里没有；这里从不下载',
    '{path} would have to be fetched and is not in the bag; nothing is ever fetched',
    '补上这个文件。',
    'Put the file there.',
  ),
  'write/bag-repeated': entry(
    'warning',
    '{file} 把 {path} 列了不止一次（或只有大小写、写法不同）',
    '{file} lists {path} more than once (or in another case or normal form)',
    '内容没有问题；重做清单可消除。',
    'The content is sound; a new manifest would mend it.',
  ),
  'write/bag-system-file': entry(
    'warning',
    '{path} 是系统文件，不是存档的内容',
    '{path} is a system file, not content',
    '可以忽略。',
    'It may be ignored.',
  ),
  'write/bag-odd-path': entry(
    'warning',
    '{file} 里“{path}”的写法不合规范',
    '“{path}” in {file} is not written as the standard asks',
    '内容没有问题。',
    'The content is sound.',
  ),
  // a finished edition judged again
  'check/no-edition': entry(
    'error',
    '{path} 不是做好的汇编：没有 report.json',
    '{path} is no finished edition: it has no report.json',
    '给出 build 所写的文件夹。',
    'Give the folder that build wrote.',
  ),
  'check/bad-report': entry(
    'error',
    '{path} 读不懂：{detail}',
    '{path} cannot be understood: {detail}',
    '重新 build 一次。',
    'Build the edition again.',
  ),
  'check/held-back': entry(
    'error',
    '上次 build 有错误，没有做出任何文件',
    'The last build was held back by errors and made no files',
    '改正 report.json 中的错误，再 build 一次。',
    'Mend the errors in report.json and build again.',
  ),
  'check/missing-file': entry(
    'error',
    '缺少 {file}',
    '{file} is missing',
    '重新 build 一次，或取回这个文件。',
    'Build again, or bring the file back.',
  ),
  'check/changed-file': entry(
    'error',
    '{file} 与 report.json 所记的不同',
    '{file} is not what report.json says',
    '重新 build 一次，或取回原来的文件。',
    'Build again, or bring the former file back.',
  ),
  'check/other-build': entry(
    'warning',
    '{file} 不是这次 build 做的',
    '{file} is not of this build',
    '不需要时删去；需要时重新 build。',
    'Delete it, or build it again.',
  ),
  'check/judge-faults': entry(
    'error',
    '{judge} 认为 {file} 有错：{detail}',
    '{judge} finds fault with {file}: {detail}',
    '请报告这个问题；要照样存档，去掉 --judge。',
    'Please report it; to archive all the same, leave out --judge.',
  ),
  'check/judge-absent': entry(
    'warning',
    '没有安装 {judge}，{file} 没有请它检查',
    '{judge} is not installed: it was not asked about {file}',
    '安装后放在 PATH 里，或去掉 --judge。',
    'Install it where PATH finds it, or leave out --judge.',
  ),
  'check/judge-silent': entry(
    'warning',
    '{judge} 没有检查完 {file}（{detail}）',
    '{judge} did not come to a verdict on {file} ({detail})',
    '单独运行它，看是什么原因。',
    'Run it by itself to see why.',
  ),
  'check/bad-file': entry(
    'error',
    '{file}：{detail}',
    '{file}: {detail}',
    '重新 build 一次；仍然如此时请报告。',
    'Build again; if it stays, please report it.',
  ),
} as const satisfies Record<string, CatalogueEntry>;

export type IssueId = keyof typeof catalogue;

/** Makes an issue. `related` are further places, such as the other end of a doubtful join. */
export function makeIssue(
  id: IssueId,
  params: Readonly<Record<string, string | number>> = {},
  place: Place | null = null,
  related: readonly Place[] = [],
): Issue {
  return { id, params, place, related };
}

export const severityOf = (issue: Issue): Severity => catalogue[issue.id].severity;

/** The sentence of an issue in one language. */
export function messageOf(issue: Issue, lang: 'zh' | 'en'): string {
  return fill(catalogue[issue.id][lang], issue.params);
}

/** What to do about it, in one language. */
export function helpOf(issue: Issue, lang: 'zh' | 'en'): string {
  return fill(catalogue[issue.id].help[lang], issue.params);
}

function fill(sentence: string, params: Issue['params']): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
