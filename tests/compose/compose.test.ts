import { describe, expect, it } from 'vitest';
import { compose } from '../../pipeline/compose/index.ts';
import { makeContext } from '../support/make-context.ts';
import { makeArticle, makeSampleArticles } from '../support/sample-articles.ts';

const titles = (edition: ReturnType<typeof compose>): string[] => edition.articles.map((a) => a.title.text);
const regionsOf = (edition: ReturnType<typeof compose>): string =>
  edition.articles.map((a) => /^(?:\u5185\u8499\u53e4|\u9ed1\u9f99\u6c5f|..)/.exec(a.office)?.[0] ?? '').join(' ');

describe('order', () => {
  it('puts the sample in the order of GB/T 2260', () => {
    const edition = compose(makeSampleArticles(), [], makeContext({ title: 'T', order: 'region' }));
    expect(regionsOf(edition)).toBe(
      '\u5317\u4eac \u5929\u6d25 \u6cb3\u5317 \u5c71\u897f \u5185\u8499\u53e4 \u8fbd\u5b81 \u5409\u6797 \u9ed1\u9f99\u6c5f \u4e0a\u6d77 \u6c5f\u82cf \u6d59\u6c5f \u5b89\u5fbd',
    );
  });

  it('leaves articles as they were found by default', () => {
    const articles = makeSampleArticles();
    expect(titles(compose(articles, [], makeContext()))).toEqual(articles.map((a) => a.title.text));
  });

  it('puts articles without a region last and says so', () => {
    const context = makeContext({ title: 'T', order: 'region' });
    const articles = [
      makeArticle('a', 'One', '\u5168\u56fd\u603b\u5de5\u4f1a \u7532\u4e59', 'x'),
      makeArticle('b', 'Two', '\u897f\u85cf\u81ea\u6cbb\u533a\u603b\u5de5\u4f1a \u4e19\u4e01', 'x'),
      makeArticle('c', 'Three', '\u65b0\u7586\u751f\u4ea7\u5efa\u8bbe\u5175\u56e2\u5de5\u4f1a \u620a\u5df1', 'x'),
      makeArticle('d', 'Four', '\u65b0\u7586\u7ef4\u543e\u5c14\u81ea\u6cbb\u533a\u603b\u5de5\u4f1a \u5e9a\u8f9b', 'x'),
      makeArticle(
        'e',
        'Five',
        '\u9752\u6d77\u7701\u6d77\u5357\u85cf\u65cf\u81ea\u6cbb\u5dde\u603b\u5de5\u4f1a \u58ec\u7678',
        'x',
      ),
    ];
    expect(titles(compose(articles, [], context))).toEqual(['Two', 'Five', 'Four', 'Three', 'One']);
    expect(context.issues.map((i) => i.id)).toEqual(['compose/unknown-region']);
  });

  it('knows a province by its capital, and puts the province first', () => {
    const offices = [
      '\u5e7f\u5dde\u5e02\u603b\u5de5\u4f1a',
      '\u5e7f\u4e1c\u7701\u603b\u5de5\u4f1a',
      '\u6b66\u6c49\u5e02\u603b\u5de5\u4f1a',
    ];
    const articles = offices.map((office, i) => makeArticle(`o${i}`, `T${i}`, `${office} \u7532\u4e59`, 'x'));
    expect(titles(compose(articles, [], makeContext({ title: 'T', order: 'region' })))).toEqual(['T2', 'T1', 'T0']);
  });

  it('orders surnames by their own reading and by strokes', () => {
    const names = ['\u66fe\u5e73', '\u5355\u5e73', '\u738b\u5e73', '\u674e\u5e73', '\u5b89\u5e73', '\u4ec7\u5e73'];
    const articles = names.map((name, i) => makeArticle(`n${i}`, name, `\u67d0 ${name}`, 'x'));
    expect(titles(compose(articles, [], makeContext({ order: 'surname-pinyin' }))).join(' ')).toBe(
      '\u5b89\u5e73 \u674e\u5e73 \u4ec7\u5e73 \u5355\u5e73 \u738b\u5e73 \u66fe\u5e73',
    );
    const strokes = titles(compose(articles, [], makeContext({ order: 'surname-strokes' })));
    expect(
      strokes
        .map((n) => n[0])
        .filter((n) => n !== '\u4ec7')
        .join(''),
    ).toBe('\u738b\u5b89\u674e\u5355\u66fe');
  });

  it('orders by date, undated last, and by a list of titles however they are spaced', () => {
    const articles = ['2018-10-24', '', '2018-10', '2017'].map((date, i) => ({
      ...makeArticle(`d${i}`, `T${i}`, '', 'x'),
      date,
    }));
    expect(titles(compose(articles, [], makeContext({ order: 'date' })))).toEqual(['T3', 'T2', 'T0', 'T1']);
    const context = makeContext({ title: 'T', order: ['T 2', 't1', 'none'] });
    expect(titles(compose(articles, [], context))).toEqual(['T2', 'T1', 'T0', 'T3']);
    expect(context.issues).toMatchObject([{ id: 'settings/unmatched', params: { key: 'order', value: 'none' } }]);
  });
});

describe('edition', () => {
  it('has the same identifier in every build, other editions another', () => {
    const one = compose(makeSampleArticles(), [], makeContext({ id: 'one' }));
    expect(one.identifier).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(compose(makeSampleArticles(), [], makeContext({ id: 'one' })).identifier).toBe(one.identifier);
    expect(compose(makeSampleArticles(), [], makeContext({ id: 'two' })).identifier).not.toBe(one.identifier);
  });

  it('takes its moment from the epoch, else from its date, else from the stand-in', () => {
    const articles = makeSampleArticles();
    const dated = (edition: object, epoch = '') => {
      const { modified, isDated } = compose(articles, [], makeContext({ ...edition }, epoch));
      return [modified, isDated];
    };
    expect(dated({ date: '2018-10' })).toEqual(['2018-10-01T00:00:00Z', true]);
    expect(dated({ date: '2018-10-24' }, '0')).toEqual(['1970-01-01T00:00:00Z', true]);
    expect(dated({})).toEqual(['2000-01-01T00:00:00Z', false]);
  });

  it('makes parts in the order given, the rest after them, and contents to match', () => {
    const articles = ['A', 'B', 'C', 'D'].map((t) => makeArticle(t.toLowerCase(), t, '', 'x'));
    const context = makeContext({
      title: 'T',
      exclude: ['b'],
      parts: [
        { title: 'Second', articles: ['D', 'Z'] },
        { title: 'Empty', articles: [] },
      ],
    });
    const edition = compose(articles, [], context);
    expect(titles(edition)).toEqual(['D', 'A', 'C']);
    expect(edition.parts.map((p) => [p.title, p.articleIds])).toEqual([['Second', ['d']]]);
    expect(edition.contents.map((e) => [e.id, e.kind, e.children.length])).toEqual([
      ['p-1', 'part', 1],
      ['a-a', 'article', 0],
      ['a-c', 'article', 0],
    ]);
    expect(context.issues.map((i) => i.params.value)).toEqual(['Z']);
  });

  it('gives the articles the source of the edition, except where another paper is named', () => {
    const other = { paper: 'P2', date: '', page: '', url: '', permission: '' };
    const articles = [makeArticle('a', 'A', '', 'x'), { ...makeArticle('b', 'B', '', 'x'), provenance: other }];
    const edition = compose(articles, [], makeContext({ source: { paper: 'P1', date: '2018-10-24' } }));
    expect(edition.articles.map((a) => a.provenance.paper + a.provenance.date)).toEqual(['P12018-10-24', 'P2']);
  });

  it('drops book parts that would stand empty, and keeps nothing of what was not given', () => {
    const edition = compose(makeSampleArticles(), [], makeContext({ back: ['sources', 'author-index', 'imprint'] }));
    expect(edition.front).toEqual(['cover', 'contents']);
    expect(edition.back).toEqual(['author-index', 'imprint']);
    expect([edition.issuer, edition.date, edition.permit, edition.source.paper]).toEqual(['', '', '', '']);
  });

  it('names the sections by their articles alone, and never two alike', () => {
    const ids = ['Ab', 'ab', 'x'.repeat(80), 'y-1'];
    const edition = compose(
      ids.map((id) => makeArticle(id, id, '', 'x')),
      [],
      makeContext(),
    );
    const made = edition.contents.map((entry) => entry.id);
    expect(new Set(made.map((id) => id.toLowerCase())).size).toBe(4);
    for (const id of made) expect(id).toMatch(/^a-[a-z0-9-]{1,40}$/);
  });

  it('says when there is no title and when there are no articles', () => {
    const context = makeContext();
    expect(compose([], [], context).title).toBe('\u6587\u7ae0\u6c47\u7f16');
    expect(context.issues.map((i) => i.id)).toEqual(['compose/no-articles', 'settings/no-title']);
  });

  it('indexes every author once under the letter of the name', () => {
    const edition = compose(makeSampleArticles(), [], makeContext());
    expect(edition.authorIndex.map((a) => a.letter).join('')).toBe('GLLLLMSWWWYZ');
    expect(edition.authorIndex[0]?.name).toBe('\u9ad8\u536b\u4e1c');
  });
});
