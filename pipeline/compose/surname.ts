/** Orders names as Chinese lists do. Both orders come with the runtime's Unicode data (CLDR): nothing to load. */
const collators = {
  'surname-pinyin': new Intl.Collator('zh-u-co-pinyin'),
  'surname-strokes': new Intl.Collator('zh-u-co-stroke'),
} as const;

export type SurnameOrder = keyof typeof collators;

/**
 * Compares two names, surname first. Surnames that are read otherwise than the same character elsewhere sort by their
 * own reading in the pinyin order: \u66fe under Z, \u5355 under S.
 */
export function compareNames(order: SurnameOrder, a: string, b: string): number {
  const collator = collators[order];
  if (order === 'surname-strokes') return collator.compare(a, b);
  return collator.compare(respell(a), respell(b)) || collator.compare(a, b);
}

/** Letter under which a name stands in an index: A to Z, or `#` for what is neither Han nor Latin. */
export function initialOf(name: string): string {
  const first = [...respell(name)][0] ?? '';
  const latin = first.normalize('NFD').charAt(0).toUpperCase();
  if (/[A-Z]/.test(latin)) return latin;
  if (!/\p{Script=Han}/u.test(first)) return '#';
  let letter = '#';
  for (const [initial, bound] of bounds) if (collators['surname-pinyin'].compare(bound, first) <= 0) letter = initial;
  return letter;
}

/** The first character of each letter in CLDR's pinyin order (those that a common name can begin with). */
const bounds: readonly (readonly [letter: string, first: string])[] = [
  ['A', '\u5416'],
  ['B', '\u516b'],
  ['C', '\u5693'],
  ['D', '\u5491'],
  ['E', '\u59b8'],
  ['F', '\u53d1'],
  ['G', '\u65ee'],
  ['H', '\u54c8'],
  ['J', '\u4e0c'],
  ['K', '\u5494'],
  ['L', '\u5783'],
  ['M', '\u5463'],
  ['N', '\u55ef'],
  ['O', '\u5662'],
  ['P', '\u5991'],
  ['Q', '\u4e03'],
  ['R', '\u5465'],
  ['S', '\u4ee8'],
  ['T', '\u4ed6'],
  ['W', '\u7a75'],
  ['X', '\u5915'],
  ['Y', '\u4e2b'],
  ['Z', '\u5e00'],
];

/** Surnames whose reading as a name is not the common one, each with a character that has the reading of the name. */
const readings: Readonly<Record<string, string>> = {
  '\u66fe': '\u589e', // zeng
  '\u5355': '\u5584', // shan
  '\u55ae': '\u5584',
  '\u89e3': '\u8c22', // xie
  '\u4ec7': '\u6c42', // qiu
  '\u533a': '\u6b27', // ou
  '\u67e5': '\u6e23', // zha
  '\u6734': '\u74e2', // piao
  '\u7fdf': '\u5b85', // zhai
  '\u7f2a': '\u5999', // miao
  '\u9ed1': '\u8d6b', // he
  '\u79d8': '\u58c1', // bi
  '\u91cd': '\u866b', // chong
  '\u76d6': '\u845b', // ge
  '\u8983': '\u79e6', // qin
  '\u4e50': '\u6708', // yue
  '\u6d17': '\u9669', // xian
  '\u5458': '\u8fd0', // yun
  '\u90c7': '\u73af', // huan
  '\u5c09\u8fdf': '\u7389\u8fdf', // yu chi
  '\u4e07\u4fdf': '\u83ab\u5947', // mo qi
  '\u957f\u5b59': '\u638c\u5b59', // zhang sun
};

/** What stands before or behind an English name and is no part of it. */
const titles = /^(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame|Rev|Jr|Sr)\.?$|^I{2,3}$|^IV$/;

/** The commonest Chinese surnames in pinyin: names that begin with one have their surname first already. */
const pinyinSurnames = new Set(
  (
    'Bai Cai Cao Chen Cheng Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Gong Gu Guo Han Hao He Hou Hu Huang Jia Jiang Jin Kong Lei ' +
    'Li Liang Liao Lin Liu Long Lu Luo Ma Mao Meng Mo Pan Peng Qian Qin Qiu Ren Shao Shen Shi Song Su Sun Tan Tang Tao Tian Wan Wang ' +
    'Wei Wen Wu Xia Xiang Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu Zou'
  ).split(' '),
);

/** An English name by its surname: `Whitcombe Dana` for Dana Whitcombe, as indexes have it. */
function surnameFirst(name: string): string {
  const words = name.split(/[\s,]+/).filter((word) => !titles.test(word));
  const last = words.at(-1);
  if (last === undefined || words.length < 2 || pinyinSurnames.has(words[0] ?? '')) return words.join(' ') || name;
  return [last, ...words.slice(0, -1)].join(' ');
}

function respell(name: string): string {
  if (/^\p{Script=Latin}/u.test(name)) return surnameFirst(name);
  const [first = '', second = ''] = [...name];
  const double = readings[first + second];
  if (double) return double + name.slice(first.length + second.length);
  return (readings[first] ?? first) + name.slice(first.length);
}
