/**
 * What the real World says when disk or browser fail: one clear sentence, with what to do. `{path}` and `{detail}` are
 * filled in. (Written plainly: these are shown, not compared.)
 */
export const sayings = {
  'not-there': { zh: '找不到 {path}', en: 'There is no {path}' },
  'not-a-file': { zh: '{path} 不是普通文件，不能读取', en: '{path} is not an ordinary file and is not read' },
  'too-large': {
    zh: '{path} 太大（{detail} MB），最多读 512 MB',
    en: '{path} is too large ({detail} MB); 512 MB can be read',
  },
  'no-permission-to-read': { zh: '没有权限读取 {path}', en: 'There is no permission to read {path}' },
  'cannot-read': { zh: '不能读取 {path}（{detail}）', en: '{path} cannot be read ({detail})' },
  'disk-full': {
    zh: '磁盘已满，没有写入 {path}；请腾出空间再试',
    en: 'The disk is full and {path} was not written; make room and try again',
  },
  'no-permission-to-write': {
    zh: '没有权限写入 {path}；请用 --out 指定别的文件夹',
    en: 'There is no permission to write {path}; name another folder with --out',
  },
  'not-a-folder': {
    zh: '{path} 不能用作文件夹；请用 --out 指定别的文件夹',
    en: '{path} cannot be used as a folder; name another with --out',
  },
  'is-a-folder': {
    zh: '{path} 已是一个文件夹，没有写入；请移走它',
    en: '{path} is a folder, so nothing was written there; move it away',
  },
  'is-a-link': {
    zh: '{path} 是一个链接，没有写入；请移走它',
    en: '{path} is a link, so nothing was written through it; move it away',
  },
  'is-special': {
    zh: '{path} 不是普通文件，没有写入；请移走它',
    en: '{path} is not an ordinary file, so nothing was written there; move it away',
  },
  'is-there': {
    zh: '{path} 已经有了，从不覆盖；请再做一次',
    en: '{path} is already there and is never overwritten; build once more',
  },
  'leads-out': {
    zh: '{path} 通向文件夹之外，没有写入',
    en: '{path} leads out of the folder, so nothing was written',
  },
  'name-too-long': { zh: '路径太长：{path}', en: 'The path is too long: {path}' },
  'in-use': {
    zh: '另一次制作正在写入 {path}；请等它完成再试',
    en: 'Another build is writing to {path}; try again when it has finished',
  },
  'cannot-write': { zh: '不能写入 {path}（{detail}）', en: '{path} cannot be written ({detail})' },
  interrupted: { zh: '已中断', en: 'Interrupted' },
} as const;

export type SayingId = keyof typeof sayings;

/** One sentence in one language, filled in. */
export function say(id: SayingId, lang: 'zh' | 'en', path = '', detail = ''): string {
  return sayings[id][lang].replace('{path}', () => path).replace('{detail}', () => detail);
}
