/**
 * Provinces in the order of GB/T 2260 (administrative division codes), by the short names that offices carry, and the
 * Corps after Xinjiang, as the national organisations list it. Each row: code and name.
 */
const regions: readonly (readonly [code: number, name: string])[] = [
  [110000, '\u5317\u4eac'],
  [120000, '\u5929\u6d25'],
  [130000, '\u6cb3\u5317'],
  [140000, '\u5c71\u897f'],
  [150000, '\u5185\u8499\u53e4'],
  [210000, '\u8fbd\u5b81'],
  [220000, '\u5409\u6797'],
  [230000, '\u9ed1\u9f99\u6c5f'],
  [310000, '\u4e0a\u6d77'],
  [320000, '\u6c5f\u82cf'],
  [330000, '\u6d59\u6c5f'],
  [340000, '\u5b89\u5fbd'],
  [350000, '\u798f\u5efa'],
  [360000, '\u6c5f\u897f'],
  [370000, '\u5c71\u4e1c'],
  [410000, '\u6cb3\u5357'],
  [420000, '\u6e56\u5317'],
  [430000, '\u6e56\u5357'],
  [440000, '\u5e7f\u4e1c'],
  [450000, '\u5e7f\u897f'],
  [460000, '\u6d77\u5357'],
  [500000, '\u91cd\u5e86'],
  [510000, '\u56db\u5ddd'],
  [520000, '\u8d35\u5dde'],
  [530000, '\u4e91\u5357'],
  [540000, '\u897f\u85cf'],
  [610000, '\u9655\u897f'],
  [620000, '\u7518\u8083'],
  [630000, '\u9752\u6d77'],
  [640000, '\u5b81\u590f'],
  [650000, '\u65b0\u7586'],
  [659900, '\u65b0\u7586\u751f\u4ea7\u5efa\u8bbe\u5175\u56e2'],
  [710000, '\u53f0\u6e7e'],
  [810000, '\u9999\u6e2f'],
  [820000, '\u6fb3\u95e8'],
];

/** Traditional and old forms that name the same places. */
const variants: Readonly<Record<string, string>> = {
  '\u5167\u8499\u53e4': '\u5185\u8499\u53e4',
  '\u907c\u5be7': '\u8fbd\u5b81',
  '\u9ed1\u9f8d\u6c5f': '\u9ed1\u9f99\u6c5f',
  '\u6c5f\u8607': '\u6c5f\u82cf',
  '\u5ee3\u6771': '\u5e7f\u4e1c',
  '\u5ee3\u897f': '\u5e7f\u897f',
  '\u5c71\u6771': '\u5c71\u4e1c',
  '\u91cd\u6176': '\u91cd\u5e86',
  '\u8cb4\u5dde': '\u8d35\u5dde',
  '\u96f2\u5357': '\u4e91\u5357',
  '\u7518\u8085': '\u7518\u8083',
  '\u5be7\u590f': '\u5b81\u590f',
  '\u81fa\u7063': '\u53f0\u6e7e',
  '\u53f0\u7063': '\u53f0\u6e7e',
  '\u6fb3\u9580': '\u6fb3\u95e8',
  '\u5175\u56e2': '\u65b0\u7586\u751f\u4ea7\u5efa\u8bbe\u5175\u56e2',
};

/**
 * The GB/T 2260 code of the region an office belongs to: of the names in it the one that stands first, the longest of
 * those (the Corps before Xinjiang); null when no region is named. A province stands before the places in it.
 */
export function findRegion(office: string): number | null {
  let best: { at: number; length: number; code: number } | null = null;
  const consider = (name: string, code: number): void => {
    const at = office.indexOf(name);
    if (at < 0) return;
    if (!best || at < best.at || (at === best.at && name.length > best.length))
      best = { at, length: name.length, code };
  };
  for (const [code, name] of regions) consider(name, code);
  for (const [variant, name] of Object.entries(variants)) consider(variant, codeOf(name));
  return (best as { code: number } | null)?.code ?? null;
}

const codeOf = (name: string): number => regions.find((row) => row[1] === name)?.[0] ?? 0;
