/** Sentences of the command line itself. (Issues have theirs in the catalogue.) Filled in by name. */
const sayings = {
  unknownCommand: { zh: '没有 {name} 这个命令', en: 'There is no command {name}' },
  unknownOption: { zh: '{command} 没有 {name} 这个选项', en: '{command} has no option {name}' },
  unknownChoice: { zh: '{name} 不能是“{value}”；可以是：{known}', en: '{name} cannot be “{value}”; it can be: {known}' },
  didYouMean: { zh: '；是不是想写 {name}？', en: '; did you mean {name}?' },
  missingValue: { zh: '{name} 后面要写 {value}', en: '{name} wants {value} after it' },
  needlessValue: { zh: '{name} 后面不写值', en: '{name} takes no value' },
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
  tagline: { zh: '把零散的文章文字汇编成书：印刷 PDF、电子书', en: 'From scattered page text to a finished edition: print PDF and e-book' },
  inputHelp: {
    zh: '<input…> 是 .txt、.md 文件或文件夹；- 表示标准输入。',
    en: '<input…> are .txt or .md files, or folders; - is standard input.',
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
  done: { zh: '完成，用时 {time} 秒。', en: 'Done in {time} s.' },
  doneWithIssues: { zh: '做好了，但有要改的问题（见上）；用时 {time} 秒。', en: 'Built, but with issues that count (above); {time} s.' },
  heldBack: { zh: '有错误，没有做书；请改正后再试。', en: 'Held back by errors: no book was made. Mend them and try again.' },
} as const;

export type SayingId = keyof typeof sayings;

/** A sentence in one language, filled in. */
export function say(id: SayingId, lang: 'zh' | 'en', params: Readonly<Record<string, string | number>> = {}): string {
  return sayings[id][lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
