import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { joinNames, parseByline, splitNames } from '../../pipeline/core/byline.ts';
import { guessLanguage } from '../../pipeline/normalise/language.ts';
import { makeTitle } from '../../pipeline/normalise/title.ts';

const told = (byline: string) => {
  const { office, authors } = parseByline(byline);
  return `${office} | ${authors.join(',')}`;
};

describe('bylines', () => {
  it.each([
    ['北京市人大常委会副主任、市总工会主席 刘 伟', '北京市人大常委会副主任、市总工会主席 | 刘伟'],
    ['北京市总工会主席 刘\u3000伟', '北京市总工会主席 | 刘伟'],
    ['江苏省人大常委会副主任、省总工会主席 魏国强', '江苏省人大常委会副主任、省总工会主席 | 魏国强'],
    ['西藏自治区人民政府主席 嘎玛泽登', '西藏自治区人民政府主席 | 嘎玛泽登'],
    ['新疆维吾尔自治区主席 雪克来提·扎克尔', '新疆维吾尔自治区主席 | 雪克来提·扎克尔'],
    ['本报记者 张三 李四', '本报记者 | 张三,李四'],
    ['本报记者 王 芳 李 明', '本报记者 | 王芳,李明'],
    ['本报记者 张三 通讯员 李四', '本报记者、通讯员 | 张三,李四'],
    ['本报记者 张三、李四', '本报记者 | 张三,李四'],
    ['本报记者张三', '本报记者 | 张三'],
    ['（记者 刘 伟）', '记者 | 刘伟'],
    ['新华社记者 张三', '新华社记者 | 张三'],
    ['北京市总工会主席刘伟', '北京市总工会主席 | 刘伟'],
    ['刘伟 北京市总工会主席', '北京市总工会主席 | 刘伟'],
    ['刘 伟 北京市总工会主席', '北京市总工会主席 | 刘伟'],
    ['〔記者周柏宇／新北報導〕', '記者 | 周柏宇'],
    ['記者陳怡君、林志豪／台北報導', '記者 | 陳怡君,林志豪'],
    ['特派員 賴宗翰／馬祖報導', '特派員 | 賴宗翰'],
    ['基隆／游春枝（退休護理師）', '退休護理師 | 游春枝'],
    ['採訪整理／蘇以安', ' | 蘇以安'],
    ['◎簡秋蓮', ' | 簡秋蓮'],
    ['老槐', ' | 老槐'],
    ['佚名', '佚名 | '],
    ['编辑部', '编辑部 | '],
    ['本报讯', '本报讯 | '],
    ['文/农技员 罗长根', '农技员 | 罗长根'],
    ['Reviewed by Simon Achebe', ' | Simon Achebe'],
    ['刘伟（北京市总工会主席）', '北京市总工会主席 | 刘伟'],
    ['刘 伟', ' | 刘伟'],
    ['欧阳修', ' | 欧阳修'],
    ['张三 李四', ' | 张三,李四'],
    ['张三、李四', ' | 张三,李四'],
    ['文/张三', ' | 张三'],
    ['文／张三 图／李四', ' | 张三'],
    ['文｜张三', ' | 张三'],
    ['■ 张三', ' | 张三'],
    ['——张三', ' | 张三'],
    ['作者：Sourav Rudra 译者：ChatGPT', ' | Sourav Rudra'],
    ['作者：张三', ' | 张三'],
    ['本报评论员', '本报评论员 | '],
    ['北京市总工会', '北京市总工会 | '],
    ['中共北京市委宣传部', '中共北京市委宣传部 | '],
    ['國立臺灣大學教授 陳建仁', '國立臺灣大學教授 | 陳建仁'],
    ['By Mary Smith', ' | Mary Smith'],
    ['By Clara Tsao and Amy Wilson', ' | Clara Tsao,Amy Wilson'],
    ['By A. B. Jones, Mary Smith and Ann O\u2019Neil', ' | A. B. Jones,Mary Smith,Ann O\u2019Neil'],
    ['Mary Smith, Director of Research', 'Director of Research | Mary Smith'],
    ['By Vdavez and Andre', ' | Vdavez,Andre'],
    ['Staff writer', 'Staff writer | '],
    ['', ' | '],
    ['   ', ' | '],
  ])('%s', (byline, expected) => {
    expect(told(byline)).toBe(expected);
  });

  it('finds the author of every article of the sample, and names nobody twice', () => {
    const articles: { byline: string }[] = JSON.parse(
      readFileSync(new URL('../corpus/union-congress/articles.json', import.meta.url), 'utf8'),
    );
    for (const { byline } of articles) {
      const { office, authors } = parseByline(byline);
      expect(authors).toHaveLength(1);
      expect((office + authors[0]).replace(/\s/g, '')).toBe(byline.replace(/\s/g, ''));
      expect(authors[0]).toMatch(/^\p{Script=Han}{2,3}$/u);
    }
  });

  it('splits and joins names', () => {
    expect(splitNames('张 三、李四')).toEqual(['张三', '李四']);
    expect(splitNames('Mary Smith and Ann Lee')).toEqual(['Mary Smith', 'Ann Lee']);
    expect(joinNames(['张三', '李四'])).toBe('张三、李四');
    expect(joinNames(['A', 'B', 'C'])).toBe('A, B and C');
    expect(joinNames([])).toBe('');
  });
});

describe('titles', () => {
  it.each([
    ['深化工会改革 服务职工群众', ['深化工会改革', '服务职工群众']],
    ['深化工会改革\u3000服务职工群众', ['深化工会改革', '服务职工群众']],
    ['在“双服务”中 彰显', ['在“双服务”中', '彰显']],
    ['我使用的 4 款开源编辑器', ['我使用的 4 款开源编辑器']],
    ['What is an API?', ['What is an API?']],
    ['前\u3000言', ['前言']],
    ['访 刘伟同志', ['访 刘伟同志']],
    ['  Two\n lines ', ['Two lines']],
    ['', ['']],
  ])('%s', (title, parts) => {
    expect(makeTitle(title)).toEqual({ text: parts.join(' '), parts, subtitle: '' });
  });
});

describe('languages', () => {
  it.each([
    ['深化工会改革，服务职工群众', 'zh-CN', 'zh-CN'],
    ['中央電視台經濟頻道改版', 'zh-CN', 'zh-TW'],
    ['中央電視台經濟頻道改版', 'zh-HK', 'zh-HK'],
    ['深化工会改革', 'zh-TW', 'zh-CN'],
    ['Plain words of English', 'zh-CN', 'en'],
    ['Plain words of English', 'en-GB', 'en-GB'],
    ['使用 Linux 和 Docker 的人', 'zh-CN', 'zh-CN'],
    ['一二三', 'zh-TW', 'zh-TW'],
    ['12:30', 'en', 'en'],
  ])('%s in an edition in %s', (text, edition, lang) => {
    expect(guessLanguage(text, edition)).toBe(lang);
  });
});
