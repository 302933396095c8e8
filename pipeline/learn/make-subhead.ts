import type { Random } from './random.ts';

/** A heading as it stands inside an article, above its paragraph number `at`. */
export function makeSubhead(at: number, english: boolean, random: Random): string {
  if (english) return random.pick(['What changed', 'The road ahead', 'A new start', 'Why it matters', 'Looking back']);
  const numeral = '\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341'.charAt(Math.min(9, at - 1));
  const words = random.pick([
    '\u52a0\u5f3a\u7ec4\u7ec7\u9886\u5bfc',
    '\u4e3b\u8981\u505a\u6cd5',
    '\u4e0b\u4e00\u6b65\u6253\u7b97',
    '\u6df1\u5316\u6539\u9769\u521b\u65b0',
    '\u57fa\u672c\u60c5\u51b5',
  ]);
  return random.chance(0.6) ? `${numeral}\u3001${words}` : words;
}
