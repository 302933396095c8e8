import type { Script } from '../typography.ts';

/** What a page may say beside its articles, in its language. */
export const wordLists: Readonly<Record<Script, Words>> = {
  english: {
    kickers: ['REPORT', 'City life', 'AT WORK', 'Transport', 'The week in brief', 'Interview'],
    decks: [
      'A plan that took ten years',
      'Ferries, trains and one old bridge',
      'Neighbours want a say in what comes next',
    ],
    standfirsts: [
      'For years nobody asked how it was done. Now a small office has begun to tell, and others listen.',
      'A visit to those who do the work, and what they would change.',
      'The numbers are in. They surprise even those who collected them, and they raise new questions.',
    ],
    authors: ['By Helen Young', 'Paul Clark', 'By Maria Lopez and Tom Reed', 'Staff reporter', 'By Anne Weber, Berlin'],
    captions: [
      'Visitors wait for the doors to open. Photo: Helen Young',
      'The old station in spring',
      'A workshop held last year. (File photo)',
      'Paul Clark, who built the first version, at his desk',
      'Boats on the lake, where the first race of the season was held on Sunday before a large crowd. Photo: Agency',
    ],
    adverts: [
      ['Subscribe today', 'Call 555-0188'],
      ['GRAND SALE', 'Everything must go', 'Market Street 12'],
      ['Piano lessons', 'for children and grown-ups', 'www.example.com'],
      ['Hotel Bellevue', 'Rooms with a view from 80 a night', 'Breakfast included', 'Tel. 555-0123'],
    ],
    contentsHead: 'Inside today',
    contents: [
      'Ferries return to the lake',
      'Who pays for the bridge',
      'A winter without snow',
      'Letters',
      'Chess and weather',
    ],
    teasers: [
      ['Ferries return', 'The old line opens again in May.'],
      ['A winter without snow', 'Hotels count what they lost.'],
      ['Who pays for the bridge', 'Three towns, one bill.'],
    ],
    plate: 'The Morning Post',
    section: 'Metro',
    date: 'Thursday, October 25, 2018',
    page: ['Page ', ''],
    address: 'Published daily. Editorial office: 12 Market Street. Telephone 555-0100. Price 2.50',
  },
  chinese: {
    kickers: [
      '\u7279\u522b\u62a5\u9053',
      '\u57ce\u5e02\u751f\u6d3b',
      '\u6df1\u5ea6',
      '\u6c11\u751f\u5173\u6ce8',
      '\u8d70\u57fa\u5c42',
      '\u2014\u2014\u6765\u81ea\u4e00\u7ebf\u7684\u62a5\u544a',
    ],
    decks: [
      '\u5341\u5e74\u78e8\u4e00\u5251\u7684\u80cc\u540e',
      '\u4ece\u84dd\u56fe\u5230\u73b0\u5b9e\u6709\u591a\u8fdc',
      '\u4e09\u5730\u8054\u624b\u7834\u89e3\u8001\u96be\u9898',
    ],
    standfirsts: [
      '\u591a\u5e74\u6765\u6ca1\u6709\u4eba\u95ee\u8fc7\u8fd9\u4ef6\u4e8b\u662f\u600e\u6837\u505a\u6210\u7684\u3002\u5982\u4eca\uff0c\u4e00\u7fa4\u4eba\u5f00\u59cb\u8bb2\u8ff0\u3002',
      '\u8d70\u8fd1\u90a3\u4e9b\u771f\u6b63\u505a\u4e8b\u7684\u4eba\uff0c\u542c\u4ed6\u4eec\u8bf4\u8fd8\u60f3\u6539\u53d8\u4ec0\u4e48\u3002',
      '\u6570\u5b57\u51fa\u6765\u4e86\uff0c\u8fde\u7edf\u8ba1\u5b83\u7684\u4eba\u90fd\u611f\u5230\u610f\u5916\uff0c\u65b0\u7684\u95ee\u9898\u4e5f\u968f\u4e4b\u800c\u6765\u3002\u8bb0\u8005\u5c31\u6b64\u8fdb\u884c\u4e86\u91c7\u8bbf\u3002',
    ],
    authors: [
      '\u672c\u62a5\u8bb0\u8005 \u674e\u660e',
      '\u672c\u62a5\u8bb0\u8005 \u738b\u5f3a \u901a\u8baf\u5458 \u8d75\u5c0f\u7ea2',
      '\u65b0\u534e\u793e\u8bb0\u8005 \u9648\u521a',
      '\u9648\u601d\u8fdc',
      '\u6587/\u5468\u6b63',
    ],
    captions: [
      '\u56fe\u4e3a\u6d3b\u52a8\u73b0\u573a\u3002 \u674e\u660e\u6444',
      '\u6751\u6c11\u5728\u6674\u5929\u91cc\u6652\u7cae\u98df\u3002\u672c\u62a5\u8bb0\u8005 \u738b\u5f3a\u6444',
      '\u6e2f\u53e3\u4e00\u89d2\u3002\uff08\u8d44\u6599\u56fe\u7247\uff09',
      '\u8bd5\u9a8c\u5ba4\u91cc\u7684\u65b0\u8bbe\u5907',
      '\u5341\u6708\u4e8c\u5341\u56db\u65e5\uff0c\u5b69\u5b50\u4eec\u5728\u65b0\u5efa\u6210\u7684\u56fe\u4e66\u9986\u91cc\u9605\u8bfb\u3002\u5f53\u5929\u662f\u56fe\u4e66\u9986\u5f00\u653e\u7684\u7b2c\u4e00\u5929\uff0c\u524d\u6765\u53c2\u89c2\u7684\u5e02\u6c11\u7edc\u7ece\u4e0d\u7edd\u3002\u65b0\u534e\u793e\u8bb0\u8005 \u9648\u521a\u6444',
    ],
    adverts: [
      ['\u8ba2\u9605\u70ed\u7ebf', '010-65088888'],
      [
        '\u8001\u5b57\u53f7\u8336\u5e84',
        '\u65b0\u8336\u4e0a\u5e02 \u6b22\u8fce\u54c1\u5c1d',
        '\u4e2d\u5c71\u8def12\u53f7',
      ],
      ['\u94a2\u7434\u6559\u5b66', '\u5c11\u513f \u6210\u4eba', '\u4e00\u5bf9\u4e00\u8f85\u5bfc'],
      [
        '\u8fc1\u5740\u516c\u544a',
        '\u672c\u516c\u53f8\u5373\u65e5\u8d77\u8fc1\u81f3\u65b0\u5740\u529e\u516c',
        '\u89e3\u653e\u8def88\u53f7\u5927\u53a6\u4e09\u5c42',
        '\u7535\u8bdd\uff1a5550123',
      ],
    ],
    contentsHead: '\u4eca\u65e5\u5bfc\u8bfb',
    contents: [
      '\u8f6e\u6e21\u56de\u6765\u4e86',
      '\u65b0\u6865\u8c01\u6765\u4fee',
      '\u6ca1\u6709\u96ea\u7684\u51ac\u5929',
      '\u8bfb\u8005\u6765\u4fe1',
      '\u5929\u6c14\u4e0e\u68cb\u5c40',
    ],
    teasers: [
      ['\u8f6e\u6e21\u56de\u6765\u4e86', '\u8001\u822a\u7ebf\u4e94\u6708\u590d\u822a\u3002'],
      ['\u6ca1\u6709\u96ea\u7684\u51ac\u5929', '\u65c5\u5e97\u7b97\u4e86\u4e00\u7b14\u8d26\u3002'],
      ['\u65b0\u6865\u8c01\u6765\u4fee', '\u4e09\u4e2a\u9547\uff0c\u4e00\u5f20\u8d26\u5355\u3002'],
    ],
    plate: '\u6668\u98ce\u65e5\u62a5',
    section: '\u8981\u95fb',
    date: '2018\u5e7410\u670825\u65e5 \u661f\u671f\u56db',
    page: ['\u7b2c', '\u7248'],
    address:
      '\u793e\u5740\uff1a\u4e2d\u5c71\u8def12\u53f7 \u90ae\u653f\u7f16\u7801\uff1a100026 \u7f16\u8f91\u90e8\u7535\u8bdd\uff1a65088888 \u96f6\u552e\u6bcf\u4efd1.50\u5143',
  },
  traditional: {
    kickers: [
      '\u7279\u5225\u5831\u5c0e',
      '\u57ce\u5e02\u751f\u6d3b',
      '\u6df1\u5ea6',
      '\u6c11\u751f\u95dc\u6ce8',
      '\u5c08\u984c',
      '\u2014\u2014\u4f86\u81ea\u4e00\u7dda\u7684\u5831\u544a',
    ],
    decks: [
      '\u5341\u5e74\u78e8\u4e00\u528d\u7684\u80cc\u5f8c',
      '\u5f9e\u85cd\u5716\u5230\u73fe\u5be6\u6709\u591a\u9060',
      '\u4e09\u5730\u806f\u624b\u7834\u89e3\u8001\u96e3\u984c',
    ],
    standfirsts: [
      '\u591a\u5e74\u4f86\u6c92\u6709\u4eba\u554f\u904e\u9019\u4ef6\u4e8b\u662f\u600e\u6a23\u505a\u6210\u7684\u3002\u5982\u4eca\uff0c\u4e00\u7fa4\u4eba\u958b\u59cb\u8b1b\u8ff0\u3002',
      '\u8d70\u8fd1\u90a3\u4e9b\u771f\u6b63\u505a\u4e8b\u7684\u4eba\uff0c\u807d\u4ed6\u5011\u8aaa\u9084\u60f3\u6539\u8b8a\u4ec0\u9ebc\u3002',
      '\u6578\u5b57\u51fa\u4f86\u4e86\uff0c\u9023\u7d71\u8a08\u5b83\u7684\u4eba\u90fd\u611f\u5230\u610f\u5916\uff0c\u65b0\u7684\u554f\u984c\u4e5f\u96a8\u4e4b\u800c\u4f86\u3002\u8a18\u8005\u5c31\u6b64\u9032\u884c\u4e86\u63a1\u8a2a\u3002',
    ],
    authors: [
      '\u8a18\u8005\u674e\u660e \u53f0\u5317\u5831\u5c0e',
      '\u672c\u5831\u8a18\u8005 \u738b\u5f37',
      '\u9673\u601d\u9060',
      '\u5468\u6b63 \u6587',
      '\u7279\u7d04\u64b0\u8ff0 \u6797\u5c0f\u7d05',
    ],
    captions: [
      '\u5716\u70ba\u821e\u53f0\u5168\u666f\u3002',
      '\u6e2f\u53e3\u4e00\u89d2\uff08\u8cc7\u6599\u5716\u7247\uff09',
      '\u5c71\u4e0a\u7684\u820a\u8eca\u7ad9',
      '\u5b69\u5b50\u5011\u5728\u65b0\u843d\u6210\u7684\u5716\u66f8\u9928\u88e1\u95b1\u8b80\uff0c\u7576\u5929\u662f\u958b\u653e\u7684\u7b2c\u4e00\u5929\uff0c\u524d\u4f86\u53c3\u89c0\u7684\u5e02\u6c11\u7d61\u7e79\u4e0d\u7d55\u3002\uff08\u8a18\u8005\u9673\u525b\u651d\uff09',
    ],
    adverts: [
      ['\u8a02\u95b1\u5c08\u7dda', '02-23456789'],
      ['\u8001\u5b57\u865f\u8336\u838a', '\u65b0\u8336\u4e0a\u5e02 \u6b61\u8fce\u54c1\u5690'],
      ['\u92fc\u7434\u6559\u5b78', '\u5152\u7ae5 \u6210\u4eba', '\u4e00\u5c0d\u4e00'],
      [
        '\u9077\u5740\u516c\u544a',
        '\u672c\u516c\u53f8\u5373\u65e5\u8d77\u9077\u81f3\u65b0\u5740\u8fa6\u516c',
        '\u4e2d\u6b63\u8def88\u865f\u4e09\u6a13',
        '\u96fb\u8a71\uff1a5550123',
      ],
    ],
    contentsHead: '\u4eca\u65e5\u5c0e\u8b80',
    contents: [
      '\u8f2a\u6e21\u56de\u4f86\u4e86',
      '\u65b0\u6a4b\u8ab0\u4f86\u4fee',
      '\u6c92\u6709\u96ea\u7684\u51ac\u5929',
      '\u8b80\u8005\u4f86\u4fe1',
      '\u5929\u6c23\u8207\u68cb\u5c40',
    ],
    teasers: [
      ['\u8f2a\u6e21\u56de\u4f86\u4e86', '\u8001\u822a\u7dda\u4e94\u6708\u5fa9\u822a\u3002'],
      ['\u6c92\u6709\u96ea\u7684\u51ac\u5929', '\u65c5\u5e97\u7b97\u4e86\u4e00\u7b46\u5e33\u3002'],
      ['\u65b0\u6a4b\u8ab0\u4f86\u4fee', '\u4e09\u500b\u93ae\uff0c\u4e00\u5f35\u5e33\u55ae\u3002'],
    ],
    plate: '\u6668\u98a8\u65e5\u5831',
    section: '\u8981\u805e',
    date: '2018\u5e7410\u670825\u65e5 \u661f\u671f\u56db',
    page: ['\u7b2c', '\u7248'],
    address:
      '\u793e\u5740\uff1a\u4e2d\u5c71\u8def12\u865f \u7de8\u8f2f\u90e8\u96fb\u8a71\uff1a65088888 \u96f6\u552e\u6bcf\u4efd10\u5143',
  },
};

/** The words of one language. */
export interface Words {
  readonly kickers: readonly string[];
  readonly decks: readonly string[];
  readonly standfirsts: readonly string[];
  readonly authors: readonly string[];
  readonly captions: readonly string[];
  readonly adverts: readonly (readonly string[])[];
  readonly contentsHead: string;
  readonly contents: readonly string[];
  readonly teasers: readonly (readonly string[])[];
  readonly plate: string;
  readonly section: string;
  readonly date: string;
  readonly page: readonly [string, string];
  readonly address: string;
}
