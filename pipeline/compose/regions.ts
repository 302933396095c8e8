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

/** Capitals of provinces and cities planned apart, for offices that name the city alone. */
const cities: readonly (readonly [code: number, name: string])[] = [
  [130100, '\u77f3\u5bb6\u5e84'],
  [140100, '\u592a\u539f'],
  [150100, '\u547c\u548c\u6d69\u7279'],
  [210100, '\u6c88\u9633'],
  [210200, '\u5927\u8fde'],
  [220100, '\u957f\u6625'],
  [230100, '\u54c8\u5c14\u6ee8'],
  [320100, '\u5357\u4eac'],
  [330100, '\u676d\u5dde'],
  [330200, '\u5b81\u6ce2'],
  [340100, '\u5408\u80a5'],
  [350100, '\u798f\u5dde'],
  [350200, '\u53a6\u95e8'],
  [360100, '\u5357\u660c'],
  [370100, '\u6d4e\u5357'],
  [370200, '\u9752\u5c9b'],
  [410100, '\u90d1\u5dde'],
  [420100, '\u6b66\u6c49'],
  [430100, '\u957f\u6c99'],
  [440100, '\u5e7f\u5dde'],
  [440300, '\u6df1\u5733'],
  [450100, '\u5357\u5b81'],
  [460100, '\u6d77\u53e3'],
  [510100, '\u6210\u90fd'],
  [520100, '\u8d35\u9633'],
  [530100, '\u6606\u660e'],
  [540100, '\u62c9\u8428'],
  [610100, '\u897f\u5b89'],
  [620100, '\u5170\u5dde'],
  [630100, '\u897f\u5b81'],
  [640100, '\u94f6\u5ddd'],
  [650100, '\u4e4c\u9c81\u6728\u9f50'],
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
  for (const [code, name] of cities) consider(name, code);
  for (const [variant, name] of Object.entries(variants)) consider(variant, codeOf(name));
  return (best as { code: number } | null)?.code ?? null;
}

const codeOf = (name: string): number => regions.find((row) => row[1] === name)?.[0] ?? 0;
