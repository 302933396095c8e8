/** Sentences of the command line itself. (Issues have theirs in the catalogue.) Filled in by name. */
export const sayings = {
  unknownCommand: { zh: '没有 {name} 这个命令', en: 'There is no command {name}' },
  unknownOption: { zh: '{command} 没有 {name} 这个选项', en: '{command} has no option {name}' },
  unknownChoice: {
    zh: '{name} 不能是“{value}”；可以是：{known}',
    en: '{name} cannot be “{value}”; it can be: {known}',
  },
  didYouMean: { zh: '；是不是想写 {name}？', en: '; did you mean {name}?' },
  missingValue: { zh: '{name} 后面要写 {value}', en: '{name} wants {value} after it' },
  needlessValue: { zh: '{name} 后面不写值', en: '{name} takes no value' },
  overItself: { zh: '{name} 不能是输入的文件 {path}', en: '{name} cannot be the input itself, {path}' },
  intoItself: { zh: '{name} 不能在存档包里面：{path}', en: '{name} cannot lie inside the archive: {path}' },
  notANumber: {
    zh: '{name} 要一个 {from} 到 {to} 之间的数，不能是“{value}”',
    en: '{name} wants a number from {from} to {to}, not “{value}”',
  },
  tooFew: { zh: '{command} 要写 {usage}', en: '{command} wants {usage}' },
  tooMany: { zh: '{command} 不用“{value}”这个参数', en: '{command} does not take “{value}”' },
  exclusive: { zh: '{a} 和 {b} 不能同时用', en: '{a} and {b} cannot be used together' },
  askHelp: { zh: '用法见 huibian {command} --help', en: 'See huibian {command} --help' },
  usage: { zh: '用法', en: 'Usage' },
  commands: { zh: '命令', en: 'Commands' },
  options: { zh: '选项', en: 'Options' },
  commonOptions: { zh: '所有命令都有的选项', en: 'Options of every command' },
  tagline: {
    zh: '把零散的文章文字汇编成书：印刷 PDF、电子书',
    en: 'From scattered page text to a finished edition: print PDF and e-book',
  },
  inputHelp: {
    zh: '<input…> 是 .txt、.md、.pdf 文件或文件夹；- 表示标准输入。',
    en: '<input…> are .txt, .md or .pdf files, or folders; - is standard input.',
  },
  moreHelp: { zh: '某个命令的选项：huibian <命令> --help', en: 'Options of a command: huibian <command> --help' },
  exits: {
    zh: '退出码：0 没有问题；1 有要改的问题；2 写法不对；3 程序出错；4 没有可用的浏览器；130/143 被中断。',
    en: 'Exit codes: 0 clean; 1 issues that count; 2 asked wrongly; 3 our fault; 4 no browser; 130/143 interrupted.',
  },
  known: { zh: '可以是：', en: 'one of: ' },
  interrupted: { zh: '已中断，没有留下半个文件。', en: 'Interrupted; no half-made file was left.' },
  ourFault: {
    zh: '程序出错了，这不是您的问题：{detail}\n请把这句话和所用的命令报告给我们；设 HUIBIAN_DEBUG=1 再运行可看到出处。',
    en: 'This is our fault, not yours: {detail}\nPlease report this sentence and the command; run again with HUIBIAN_DEBUG=1 to see where it comes from.',
  },
  noBrowser: {
    zh: '没有可用的浏览器{detail}\n运行 huibian doctor 看看缺什么；或用 PUPPETEER_EXECUTABLE_PATH 指明一个 Chrome、Chromium 或 Edge。',
    en: 'There is no browser to print with{detail}\nRun huibian doctor to see what is missing, or name a Chrome, Chromium or Edge in PUPPETEER_EXECUTABLE_PATH.',
  },
  browserFailed: {
    zh: '浏览器两次都没有完成{detail}\n请再试一次；仍然不行时运行 huibian doctor。',
    en: 'The browser failed twice{detail}\nTry again; if it fails once more, run huibian doctor.',
  },
  wantsArchive: {
    zh: '{name} 只用于存档：请在 --formats 里加上 archive',
    en: '{name} is for archives: add archive to --formats',
  },
  done: { zh: '完成，用时 {time} 秒。', en: 'Done in {time} s.' },
  doneWithIssues: {
    zh: '做好了，但有要改的问题（见上）；用时 {time} 秒。',
    en: 'Built, but with issues that count (above); {time} s.',
  },
  heldBack: {
    zh: '有错误，没有做书；请改正后再试。',
    en: 'Held back by errors: no book was made. Mend them and try again.',
  },
  checkedSound: { zh: '《{title}》的文件都完好。', en: '“{title}”: every file is sound.' },
  checkedFaulty: { zh: '《{title}》有 {faults} 处错误（见上）。', en: '“{title}”: faults found (above): {faults}.' },
  doctorNode: { zh: 'Node.js', en: 'Node.js' },
  doctorBrowser: { zh: '浏览器', en: 'browser' },
  doctorFonts: { zh: '字体', en: 'fonts' },
  doctorFaces: { zh: '楷体、仿宋', en: 'Kai, Fangsong' },
  doctorJudges: { zh: '外部检查', en: 'judges' },
  judgesMissing: {
    zh: '没有安装 {names}（只有 check 和 archive --judge 用得着）',
    en: '{names} not installed (only check and archive --judge ask them)',
  },
  doctorFolder: { zh: '输出文件夹', en: 'output' },
  browserExplicit: { zh: '由 PUPPETEER_EXECUTABLE_PATH 指定', en: 'named in PUPPETEER_EXECUTABLE_PATH' },
  browserPackaged: { zh: '随包自带', en: 'brought by the package' },
  browserSystem: { zh: '系统安装', en: 'of this system' },
  unsandboxed: {
    zh: '以 root 运行（或系统不允许），沙箱已关闭；用普通用户运行更安全。',
    en: 'Its sandbox is off (run as root, or the system forbids it); an ordinary user is safer.',
  },
  getBrowser: {
    zh: '安装 Chrome、Chromium 或 Edge，或用 PUPPETEER_EXECUTABLE_PATH 指明它在哪里。',
    en: 'Install Chrome, Chromium or Edge, or say where it is in PUPPETEER_EXECUTABLE_PATH.',
  },
  getFonts: { zh: '运行 npm install，字体随包安装。', en: 'Run npm install: the fonts come as packages.' },
  facesMissing: {
    zh: '没有可嵌入的字体，署名和引文用宋体',
    en: 'no font that can be embedded: bylines and quotations are set in Song',
  },
  useOut: { zh: '用 --out 指定可以写入的文件夹。', en: 'Name a folder that can be written with --out.' },
  canBuild: { zh: '可以做书。', en: 'Ready to build.' },
  cannotBuild: { zh: '还不能做书：先解决上面标 ✗ 的问题。', en: 'Not ready: mend what is marked ✗ above.' },
  watching: { zh: '等待改动…… Ctrl-C 结束。', en: 'Waiting for changes; Ctrl-C ends.' },
  initWrote: { zh: '写好了 {path}', en: 'Wrote {path}' },
  initKept: { zh: '{path} 已存在，没有改动', en: '{path} is there already and was left as it is' },
  initNext: { zh: '接着运行：npx huibian build {path}', en: 'Next: npx huibian build {path}' },
  opinionSound: { zh: '{judge}：没有错误', en: '{judge}: no errors' },
  opinionFaulty: { zh: '{judge}：{count} 处错误', en: '{judge}: errors: {count}' },
  planPages: {
    zh: '每份 {pages} 页，补 {added} 页，{sheets} 张纸。',
    en: '{pages} pages and {added} added: {sheets} sheets a copy.',
  },
  planCopies: { zh: '{copies} 份共 {sheets} 张，{reams} 令。', en: '{copies} copies: {sheets} sheets, {reams} reams.' },
  planTried: { zh: '{saving}：{pages} 页，{sheets} 张', en: '{saving}: {pages} pages, {sheets} sheets' },
  planNoSaving: { zh: '没有省纸的办法。', en: 'Nothing was found that would save a sheet.' },
  'saving:no-title-page': { zh: '不要扉页', en: 'without the title page' },
  'saving:contents-inside-cover': { zh: '目录印在封面背面', en: 'contents inside the cover' },
  'saving:no-blank-pages': { zh: '不留空白页', en: 'without blank pages' },
  'saving:pitch-16': { zh: '行距收紧（五号字 16 磅）', en: 'lines closer (16 pt for type of 10.5 pt)' },
  'saving:one-em-wider': { zh: '每行加一个字', en: 'one character more a line' },
  'saving:two-ems-wider': { zh: '每行加两个字', en: 'two characters more a line' },
  imposedAdded: {
    zh: '{pages} 页，补 {added} 页，拼在 {sheets} 张纸上：{path}',
    en: '{pages} pages and {added} added on {sheets} sheets: {path}',
  },
  imposed: { zh: '{pages} 页拼在 {sheets} 张纸上：{path}', en: '{pages} pages on {sheets} sheets: {path}' },
  verified: { zh: '{path} 完好，核对了 {checked} 个文件。', en: '{path} is whole; {checked} files were read.' },
  notVerified: { zh: '{path} 有问题（见上）。', en: '{path} is not whole (see above).' },
  rebuiltSame: { zh: '重做的文件与存档逐字节相同。', en: 'Built again, byte for byte as archived.' },
  rebuiltDiffers: { zh: '重做的文件与存档不同。', en: 'What was built differs from the archive.' },
  'rebuilt:same': { zh: '相同', en: 'same' },
  'rebuilt:differs': { zh: '不同', en: 'differs' },
  'rebuilt:not-built': { zh: '没有重做', en: 'not built' },
  rebuiltReason: {
    zh: '{name}：存档时 {recorded}，现在 {present}',
    en: '{name}: {recorded} when archived, {present} now',
  },
  diffSame: { zh: '两者相同。', en: 'They are the same.' },
  diffTitle: { zh: '书名：{before} → {after}', en: 'title: {before} → {after}' },
  diffAdded: { zh: '增加：{title}', en: 'added: {title}' },
  diffRemoved: { zh: '删去：{title}', en: 'removed: {title}' },
  diffMoved: { zh: '移动：{title}，{from} → {to}', en: 'moved: {title}, {from} → {to}' },
  diffChanged: { zh: '改动：{title}', en: 'changed: {title}' },
  wroteArticle: { zh: '写好了 {path}', en: 'Wrote {path}' },
  keptArticle: {
    zh: '{path} 改动过，没有覆盖',
    en: '{path} was edited and is left as it is',
  },
  leftOver: {
    zh: '未归入文章的文字 {pieces} 段，其中报头及页码 {furniture} 段。',
    en: 'Pieces left over: {pieces}, of which page furniture: {furniture}.',
  },
  staleArticle: {
    zh: '{path} 是以前写的，现在没有对应的文章；不要时请删去',
    en: '{path} was written before and has no article now; delete it if it is not wanted',
  },
  reassembled: {
    zh: '{articles} 篇文章，{joins} 处接缝，其中 {doubtful} 处请核对。',
    en: '{articles} articles, {joins} joins, {doubtful} of which want a look.',
  },
  learned: {
    zh: '学了 {articles} 篇文章、{characters} 个字，写好了 {path}',
    en: 'Learned from {articles} articles ({characters} characters); wrote {path}',
  },
  learnedGain: {
    zh: '用没有学过的文章试做版面：{joins} 处接缝，原来对 {joinsBefore} 处，现在对 {joinsAfter} 处；{articles} 篇文章，原来全对 {articlesBefore} 篇，现在 {articlesAfter} 篇。',
    en: 'On pages made of articles that were held out: joins right {joinsBefore} before, {joinsAfter} now, of {joins}; articles exact {articlesBefore} before, {articlesAfter} now, of {articles}.',
  },
  learnedNothing: {
    zh: '这些文章没有带来好处，不必使用 {path}；文章多了再学一次。',
    en: 'Nothing was gained, so there is no need for {path}; learn again when there are more articles.',
  },
  learnedNext: {
    zh: '使用：huibian build <输入> --model {path}',
    en: 'To use it: huibian build <input> --model {path}',
  },
} as const;

export type SayingId = keyof typeof sayings;

/** A sentence in one language, filled in. */
export function say(id: SayingId, lang: 'zh' | 'en', params: Readonly<Record<string, string | number>> = {}): string {
  return sayings[id][lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
