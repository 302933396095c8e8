// Speed and memory: editions of 12, 240 and 2,400 articles made of the sample with numbered titles, each built by a cold
// process that keeps nothing, as a user starts it. `npm run bench` (all), `npm run bench -- 12 240 --formats print`,
// `--no-cover` (nothing that an e-book needs a browser for), `--raw` (page text to be reassembled instead of finished
// articles), `--keep` (leave what was built in output/bench/),
// `--impose` (only the laying of about 100 and 2,500 printed pages on sheets), `--reassemble [PAGES]` (only putting pages back
// together: the sample, a page of 20 articles, many such pages), which otherwise come last.
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = join(root, 'output', 'bench');
const sampleEveryMs = 40;
/** Of so many rounds the quickest counts. */
const rounds = 3;
const stages = ['read', 'reassemble', 'normalise', 'compose', 'render', 'write'];

const args = process.argv.slice(2);
const sizes = args.filter((word, i) => /^\d+$/.test(word) && args[i - 1] !== '--reassemble').map(Number);
const wanted = args.includes('--formats') ? [args[args.indexOf('--formats') + 1]] : ['print', 'epub', 'print,epub'];
const isRaw = args.includes('--raw');
const front = args.includes('--no-cover') ? 'front: [note, contents]\n' : '';
const isImpose = args.includes('--impose');
const isReassemble = args.includes('--reassemble');
/** Of so many pages is the archive that is put back together. */
const archivePages = Number(args[args.indexOf('--reassemble') + 1]) || 100;
/** Articles of one page each that make about 100 and 2,500 pages, contents among them. */
const imposedArticles = [90, 2390];

const articles = JSON.parse(readFileSync(join(root, 'tests/corpus/union-congress/articles.json'), 'utf8'));
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} processors, ${Math.round(totalmem() / 2 ** 30)} GB; ${isRaw ? 'page text' : 'finished articles'}\n`,
);
if (!isImpose && !isReassemble)
  console.log(row(['articles', 'formats', 'pages', 'wall s', ...stages, 'print', 'epub', 'MB largest', 'size MB']));
const wantedSizes = isImpose || isReassemble ? [] : sizes.length > 0 ? sizes : [12, 240, 2400];
for (const size of wantedSizes) {
  const input = makeEdition(size);
  for (const formats of wanted) console.log(row(describe(size, formats, await build(input, formats))));
  for (const [name, seconds] of runPeers(input, size)) console.log(row([size, name, '', seconds]));
  if (!args.includes('--keep')) rmSync(input, { recursive: true, force: true });
}
if (isImpose || args.length === 0) {
  console.log(`\n${row(['pages', 'impose', 'sheets', 'wall s', 'user s', 'MB largest', 'in MB', 'out MB'])}`);
  for (const size of imposedArticles)
    for (const options of [[], ['--marks', 'crop,fold', '--slug', '--sheet', 'a3']])
      console.log(row(await impose(size, options)));
}
if (isReassemble || args.length === 0) {
  console.log(`\n${row(['pages', 'reassemble', 'articles', 'wall s', 'user s', 'MB largest', 's a page'])}`);
  for (const [pages, own] of [
    [1, null],
    [1, 20],
    [archivePages, 20],
  ])
    console.log(row(await reassemble(pages, own)));
}
const isPrinted = !isRaw && !isImpose && !isReassemble && wanted.some((formats) => formats.includes('print'));
if (isPrinted) await compare();
if (isPrinted) await buildTwice();
if (!args.includes('--keep')) rmSync(home, { recursive: true, force: true });

/**
 * Print beside what it is measured by, in one run: the same pages printed by the browser alone, in the same shards and
 * processes, nothing joined; and the same text set by Typst, where Python has it. Each is a cold process.
 */
async function compare() {
  const python = process.env.PYTHON ?? 'python3';
  const hasTypst = spawnSync(python, ['-c', 'import typst']).status === 0;
  const fonts = hasTypst ? gatherFonts() : '';
  const heads = ['articles', 'print', 'pages', 'ours s', 'bare s', 'ours/bare', 'cpu/bare', 'Typst s', 'ours/Typst'];
  console.log(`\n${row([...heads, 'ms a page'])}`);
  for (const size of wantedSizes) {
    const input = makeEdition(size);
    const jobs = join(home, 'jobs.json');
    time(process.execPath, ['tests/bench/print-bare.mjs', 'record', input, jobs]);
    const times = { ours: [], bare: [], typst: [] };
    const processor = { ours: [], bare: [] };
    let pages = 0;
    for (let round = 0; round < rounds; round++) {
      const built = await build(input, 'print');
      pages = built.pages;
      times.ours.push(built.seconds);
      processor.ours.push(built.cpu);
      const bare = await watch(process.execPath, ['tests/bench/print-bare.mjs', 'print', jobs]);
      times.bare.push(bare.seconds);
      processor.bare.push(bare.cpu);
      const command = ['tests/bench/set-with-typst.py', input, join(home, 'typst.pdf'), fonts];
      if (hasTypst) times.typst.push(time(python, command));
    }
    const [ours, bare, typst] = [times.ours, times.bare, times.typst].map((list) => Math.min(...list));
    const [oursCpu, bareCpu] = [processor.ours, processor.bare].map((list) => Math.min(...list));
    const beside = hasTypst ? [typst.toFixed(2), (ours / typst).toFixed(2)] : ['', ''];
    const perPage = ((ours * 1000) / pages).toFixed(1);
    const ratios = [(ours / bare).toFixed(2), (oursCpu / bareCpu).toFixed(2)];
    console.log(row([size, '', pages, ours.toFixed(2), bare.toFixed(2), ...ratios, ...beside, perPage]));
  }
}

/**
 * A second build after one article was changed, beside the first, which began with nothing kept; and whether a clean build
 * of the same gives the same bytes.
 */
async function buildTwice() {
  const cache = join(home, 'cache');
  const keeping = { ...process.env, XDG_CACHE_HOME: cache };
  // The browser is unpacked once: that is no part of a first build.
  await build(makeEdition(1), 'print', keeping);
  console.log(`\n${row(['articles', 'twice', 'first s', 'second s', 'ratio', 'cpu ratio', 'same', 'kept MB'])}`);
  for (const size of wantedSizes) {
    const results = join(cache, 'huibian', 'results');
    rmSync(results, { recursive: true, force: true });
    const input = makeEdition(size);
    const first = await build(input, 'print', keeping);
    appendFileSync(join(input, `${Math.floor(size / 2)}.md`), '\n\u53c8\u53ca\u3002\n');
    const second = await build(input, 'print', keeping);
    const bytes = readFileSync(join(home, 'out', 'print.pdf'));
    const kept = listFiles(results).reduce((sum, path) => sum + statSync(path).size, 0);
    await build(input, 'print');
    const isSame = readFileSync(join(home, 'out', 'print.pdf')).equals(bytes);
    const ratio = (second.seconds / first.seconds).toFixed(2);
    const cpuRatio = (second.cpu / first.cpu).toFixed(2);
    const figures = [first.seconds.toFixed(2), second.seconds.toFixed(2), ratio, cpuRatio, isSame ? 'yes' : 'NO'];
    console.log(row([size, '', ...figures, (kept / 1e6).toFixed(1)]));
  }
}

/** Seconds that a process takes from its start to its end, and processor time of it and all below it. */
async function watch(program, options) {
  const started = performance.now();
  const child = spawn(program, options, { cwd: root, stdio: 'ignore' });
  const used = new Map();
  const timer = setInterval(() => noteProcessorTime(child.pid, used), sampleEveryMs);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${options[0]} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, cpu: sumOf(used) };
}

/** Notes what every process of a tree has used so far, so that it is known when one has ended. */
function noteProcessorTime(pid, used) {
  for (const one of listTree(pid)) used.set(one, Math.max(used.get(one) ?? 0, readProcessorSeconds(one)));
}

function sumOf(used) {
  return [...used.values()].reduce((sum, seconds) => sum + seconds, 0);
}

/** Seconds that a process takes from its start to its end. */
function time(program, options) {
  const started = performance.now();
  const { status, stderr } = spawnSync(program, options, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${options[0]} ended with ${status}:\n${String(stderr).slice(-2000)}`);
  return (performance.now() - started) / 1000;
}

/** The fonts that our own pages are set in, in a folder of their own. */
function gatherFonts() {
  const folder = join(home, 'fonts');
  mkdirSync(folder, { recursive: true });
  for (const weight of ['400Regular', '700Bold']) {
    const from = join(root, 'node_modules/@expo-google-fonts/noto-serif-sc', weight);
    for (const name of readdirSync(from).filter((one) => one.endsWith('.ttf')))
      copyFileSync(join(from, name), join(folder, name));
  }
  return folder;
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** A folder with the articles, one Markdown file each, or as pages of twelve to be put back together. */
function makeEdition(size) {
  const folder = join(home, `articles-${size}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'edition.yaml'), `title: 汇编 ${size}\nlang: zh-CN\n${front}`);
  if (isRaw) {
    const raw = readFileSync(join(root, 'tests/corpus/union-congress/raw.txt'), 'utf8');
    for (let page = 0; page * articles.length < size; page++)
      writeFileSync(join(folder, `${page}.txt`), raw.replace(/^(# .*)$/gm, `$1 ${page + 1}`));
    return folder;
  }
  for (let i = 0; i < size; i++) {
    const { title, byline, paragraphs } = articles[i % articles.length];
    const head = `---\ntitle: ${JSON.stringify(`${title} ${i + 1}`)}\nbyline: ${JSON.stringify(byline)}\n---\n\n`;
    writeFileSync(join(folder, `${i}.md`), `${head}${paragraphs.join('\n\n')}\n`);
  }
  return folder;
}

/** One cold build: wall time, time a stage and a format, and the memory of the largest process at its peak. */
async function build(input, formats, env = null) {
  const out = join(home, 'out');
  rmSync(out, { recursive: true, force: true });
  const started = performance.now();
  const command = [
    'dist/cli/main.js',
    'build',
    input,
    '--out',
    out,
    '--formats',
    formats,
    ...(env ? [] : ['--no-cache']),
    '--progress',
    'json',
  ];
  const stdio = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, command, { cwd: root, env: env ?? process.env, stdio });
  const timings = new Map();
  let said = '';
  let step = null;
  let pending = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
    const lines = (pending + text).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const event = JSON.parse(line);
      if (event.kind === 'start') timings.set(`${event.stage} start`, event.elapsedMs);
      if (event.kind === 'end') timings.set(event.stage, event.elapsedMs - timings.get(`${event.stage} start`));
      const isFormat = event.kind === 'step' && ['print', 'epub', 'booklet', 'archive'].includes(event.step);
      if (step && (isFormat || event.kind === 'end'))
        timings.set(step.name, (timings.get(step.name) ?? 0) + event.elapsedMs - step.at);
      if (isFormat) step = { name: event.step, at: event.elapsedMs };
      else if (event.kind === 'end') step = null;
    }
  });
  let peak = 0;
  const used = new Map();
  const timer = setInterval(() => {
    peak = Math.max(peak, ...listTree(child.pid).map(readPeakMb));
    noteProcessorTime(child.pid, used);
  }, sampleEveryMs);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${said.slice(-2000)}`);
  const files = readdirSync(out);
  const pages = files.includes('page-map.json')
    ? JSON.parse(readFileSync(join(out, 'page-map.json'), 'utf8')).pages.length
    : '';
  const bytes = files
    .filter((name) => /^(print|book)\./.test(name))
    .reduce((sum, name) => sum + statSync(join(out, name)).size, 0);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, cpu: sumOf(used), timings, peak, pages, megabytes: bytes / 1e6 };
}

/** One cold run of `huibian impose` over a print PDF, which is built before and not timed. */
async function impose(size, options) {
  const out = join(home, `print-${size}`);
  const pdf = join(out, 'print.pdf');
  if (!existsSync(pdf)) {
    const command = ['dist/cli/main.js', 'build', makeEdition(size), '--out', out, '--formats', 'print', '--quiet'];
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the build ended with ${status}:\n${stderr.slice(-2000)}`);
  }
  const sheets = join(out, 'sheets.pdf');
  const started = performance.now();
  const command = ['dist/cli/main.js', 'impose', pdf, '--out', sheets, '--lang', 'en', ...options];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  let peak = 0;
  let user = 0;
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const watch = setInterval(() => {
    peak = Math.max(peak, readPeakMb(child.pid));
    user = Math.max(user, readUserSeconds(child.pid));
  }, sampleEveryMs);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  const [, pages, count] = /(\d+) pages(?: and \d+ added)? on (\d+) sheets/.exec(said) ?? [];
  if (code !== 0 || !pages) throw new Error(`impose ended with ${code}:\n${said.slice(-2000)}`);
  const megabytes = (path) => (statSync(path).size / 1e6).toFixed(2);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const how = options.length > 0 ? 'marks, slug' : 'plain';
  return [pages, how, count, seconds, user.toFixed(2), peak.toFixed(0), megabytes(pdf), megabytes(sheets)];
}

/**
 * Cold runs of `huibian reassemble` over the sample, or over pages of so many articles in one file; of one page the quickest
 * counts.
 */
async function reassemble(pages, articlesOnPage) {
  mkdirSync(home, { recursive: true });
  const path = articlesOnPage ? join(home, 'pages.txt') : 'tests/corpus/union-congress/raw.txt';
  if (articlesOnPage)
    writeFileSync(path, Array.from({ length: pages }, (_, page) => makePage(page, articlesOnPage)).join('\n\f\n'));
  let best = null;
  for (let round = 0; round < (pages > 1 ? 1 : rounds); round++) {
    const started = performance.now();
    const command = ['dist/cli/main.js', 'reassemble', path, '--json'];
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    let told = '';
    let peak = 0;
    let user = 0;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      told += text;
    });
    const watch = setInterval(() => {
      peak = Math.max(peak, ...listTree(child.pid).map(readPeakMb));
      user = Math.max(user, readUserSeconds(child.pid));
    }, sampleEveryMs);
    await new Promise((resolve) => child.on('close', resolve));
    clearInterval(watch);
    const seconds = (performance.now() - started) / 1000;
    if (best === null || seconds < best.seconds)
      best = { seconds, user, peak, found: JSON.parse(told).articles.length };
  }
  const { seconds, user, peak, found } = best;
  const name = articlesOnPage ? `of ${articlesOnPage}` : 'sample';
  return [pages, name, found, seconds.toFixed(2), user.toFixed(2), peak.toFixed(0), (seconds / pages).toFixed(2)];
}

/** A page in bands of four articles: all begin beside one another, each goes on below where its column stopped. */
function makePage(page, count) {
  const pool = [...articles, ...listReports()];
  const own = Array.from({ length: count }, (_, i) => pool[(page * 7 + i) % pool.length]);
  const lines = [];
  for (let from = 0; from < own.length; from += 4) {
    const rests = [];
    for (const [i, { title, byline, paragraphs }] of own.slice(from, from + 4).entries()) {
      const middle = paragraphs.length >> 1;
      const text = paragraphs[middle];
      const cut = Math.floor((text.length * (3 + ((page + i) % 5))) / 11);
      lines.push(`# ${title}`, byline, ...paragraphs.slice(0, middle), text.slice(0, cut));
      rests.push(text.slice(cut), ...paragraphs.slice(middle + 1));
    }
    lines.push(...rests);
  }
  return lines.filter((line) => line.trim() !== '').join('\n\n');
}

/** Articles of six paragraphs each, made of longer texts. */
function listReports() {
  return ['7-reports', '8-software', '9-encyclopedia'].flatMap((name) => {
    const text = readFileSync(join(root, `tests/corpus/setting/${name}.md`), 'utf8').replace(/^---.*?\n---\n/s, '');
    const paragraphs = text.split(/\n\s*\n/).map((one) => one.replace(/\s*\n\s*/g, '').trim());
    const kept = paragraphs.filter((one) => one.length > 20 && !one.startsWith('#'));
    return Array.from({ length: Math.floor(kept.length / 6) }, (_, i) => {
      const own = kept.slice(i * 6, i * 6 + 6);
      return { title: [...own[0]].slice(0, 14).join(''), byline: '', paragraphs: own };
    });
  });
}

/** Time in the program itself. */
function readUserSeconds(pid) {
  return readTimes(pid)[0];
}

/** Time in the program itself and in the system for it. */
function readProcessorSeconds(pid) {
  const [own, system] = readTimes(pid);
  return own + system;
}

/** Both in seconds, from clock ticks of a hundredth (proc(5), fields 14 and 15). */
function readTimes(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [Number(fields[11]) / 100, Number(fields[12]) / 100];
  } catch {
    return [0, 0];
  }
}

/** The process and all below it. Only Linux tells. */
function listTree(pid) {
  const below = [];
  try {
    for (const task of readdirSync(`/proc/${pid}/task`))
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean))
        below.push(...listTree(child));
  } catch {
    // It has ended, or this system has no such folder.
  }
  return [pid, ...below];
}

function readPeakMb(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Others that happen to be installed, given the same text. */
function runPeers(input, size) {
  if (isRaw || spawnSync('pandoc', ['--version']).status !== 0) return [];
  const files = readdirSync(input)
    .filter((name) => name.endsWith('.md'))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const text = files.map((name) =>
    readFileSync(join(input, name), 'utf8').replace(/^---\ntitle: "(.*)"\nbyline: "(.*)"\n---/, '# $1\n\n$2'),
  );
  writeFileSync(join(home, 'peer.md'), text.join('\n'));
  const started = performance.now();
  const result = spawnSync('pandoc', [
    join(home, 'peer.md'),
    '-o',
    join(home, 'peer.epub'),
    '--metadata',
    `title=${size}`,
  ]);
  return result.status === 0 ? [['pandoc epub', ((performance.now() - started) / 1000).toFixed(2)]] : [];
}

function describe(size, formats, { seconds, timings, peak, pages, megabytes }) {
  const time = (name) => (timings.has(name) ? (timings.get(name) / 1000).toFixed(2) : '');
  return [
    size,
    formats,
    pages,
    seconds.toFixed(2),
    ...stages.map(time),
    time('print'),
    time('epub'),
    peak.toFixed(0),
    megabytes.toFixed(2),
  ];
}

function row(cells) {
  return cells
    .map((cell, i) => (i === 1 ? String(cell).padEnd(12) : String(cell).padStart(i === 0 ? 8 : 10)))
    .join(' ');
}
