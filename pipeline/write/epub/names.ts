/** Gives the form under which a name is filed: `Liu, Wei` for \u5218\u4f1f, `Ouyang, Xiu` for \u6b27\u9633\u4fee, `Smith, John`. */
export type NameFiler = (name: string) => string;

/** More Han characters than these are an institution, which has no surname. */
const longestName = 4;

/**
 * Loads the readings of Chinese characters, which are large, so only where there are Chinese names: the surname's reading
 * as a surname first, then the given name's in one word; Latin names with the last word first.
 */
export async function makeNameFiler(names: readonly string[]): Promise<NameFiler> {
  if (!names.some((name) => han.test(name))) return fileLatin;
  const { pinyin } = await import('pinyin-pro');
  return (name) => {
    if (!han.test(name)) return fileLatin(name);
    const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' });
    const isPerson = /^\p{Script=Han}+$/u.test(name) && syllables.length > 1 && syllables.length <= longestName;
    if (!isPerson) return capital(syllables.join(' '));
    const length = syllables.length > 2 && compound.has([...name].slice(0, 2).join('')) ? 2 : 1;
    return `${capital(syllables.slice(0, length).join(''))}, ${capital(syllables.slice(length).join(''))}`;
  };
}

const han = /\p{Script=Han}/u;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function fileLatin(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.pop();
  return words.length === 0 || last === undefined ? name : `${last}, ${words.join(' ')}`;
}

/** Surnames of two characters that are in use. */
const compound = new Set(
  (
    '\u6b27\u9633 \u592a\u53f2 \u7aef\u6728 \u4e0a\u5b98 \u53f8\u9a6c \u4e1c\u65b9 \u72ec\u5b64 \u5357\u5bab \u4e07\u4fdf \u95fb\u4eba \u590f\u4faf \u8bf8\u845b \u5c09\u8fdf \u516c\u7f8a ' +
    '\u8d6b\u8fde \u6fb9\u53f0 \u7687\u752b \u5b97\u653f \u6fee\u9633 \u516c\u51b6 \u592a\u53d4 \u7533\u5c60 \u516c\u5b59 \u6155\u5bb9 \u4ef2\u5b59 \u949f\u79bb \u957f\u5b59 \u5b87\u6587 ' +
    '\u53f8\u5f92 \u9c9c\u4e8e \u53f8\u7a7a \u95fe\u4e18 \u5b50\u8f66 \u4e93\u5b98 \u53f8\u5bc7 \u5deb\u9a6c \u516c\u897f \u989b\u5b59 \u58e4\u9a77 \u516c\u826f \u6f06\u96d5 \u4e50\u6b63 ' +
    '\u5bb0\u7236 \u8c37\u6881 \u62d3\u8dcb \u5939\u8c37 \u8f69\u8f95 \u4ee4\u72d0 \u6bb5\u5e72 \u767e\u91cc \u547c\u5ef6 \u4e1c\u90ed \u5357\u95e8 \u7f8a\u820c \u5fae\u751f \u6881\u4e18 ' +
    '\u5de6\u4e18 \u4e1c\u95e8 \u897f\u95e8 \u6b50\u967d \u53f8\u99ac \u6771\u65b9 \u8af8\u845b \u5c09\u9072 \u8d6b\u9023 \u7687\u752b \u516c\u5b6b \u9577\u5b6b \u9bae\u65bc'
  ).split(' '),
);
