// Makes spread.png, the picture in the README, from the real build of the sample: `node .github/make-spread.mjs` (needs pdftoppm).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeWorld } from 'huibian/node';

const folder = mkdtempSync(join(tmpdir(), 'huibian-spread-'));
const world = nodeWorld();
try {
  const input = 'tests/corpus/union-congress/raw.txt';
  execFileSync(process.execPath, ['dist/cli/main.js', 'build', input, '--out', folder, '--formats', 'print', '--quiet']);
  // As high as they are shown: scaled by the browser, strokes are lost.
  execFileSync('pdftoppm', ['-scale-to-y', '705', '-scale-to-x', '-1', '-gray', '-png', join(folder, 'print.pdf'), join(folder, 'page')]);
  // The cover and the contents, then a spread as it lies open: an even page on the left.
  const pages = ['01', '02', '04', '05'].map((number) => readFileSync(join(folder, `page-${number}.png`)).toString('base64'));
  const [cover, contents, left, right] = pages.map((data) => `<img src="data:image/png;base64,${data}">`);
  const html = `<!doctype html><style>
    body { margin: 0; background: #e9e7e2; display: flex; justify-content: center; align-items: center; gap: 54px; height: 100vh }
    img { height: 705px; display: block; box-shadow: 0 2px 8px rgba(0,0,0,.35) }
    div { display: flex }
    </style>${cover}${contents}<div>${left}${right}</div>`;
  const browser = await world.browser();
  const job = { html, widthMm: 1, heightMm: 1, assets: new Map(), timeoutMs: 30_000, widthPx: 2220, heightPx: 810, type: 'png' };
  writeFileSync('.github/spread.png', await browser.draw(job, new AbortController().signal));
} finally {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
