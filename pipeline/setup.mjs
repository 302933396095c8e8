// What the scripts in package.json run: `node pipeline/setup.mjs start|test|build|prepare|pack|bench|model`.
// Plain JavaScript without packages, because it must run before anything is installed. It may be run as often as one
// likes: what is there already is left alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const leastNode = 20;

/** Entries of the compiled program: file in dist/ without ending, and its source. */
const entries = {
  'cli/main': 'pipeline/cli/main.ts',
  'cli/page-thread': 'pipeline/cli/page-thread.ts',
  index: 'pipeline/index.ts',
  node: 'pipeline/world/node.ts',
};

/** What dist/ is made of, and what is read beside it: a change of any is another program. */
const sources = ['pipeline', 'templates', 'styles', 'package.json', 'package-lock.json'];

/** Packages that stay packages: native code, files of their own beside their code, or a browser. */
const external = [
  // Parts of puppeteer-core for other ways to a browser than ours.
  'chromium-bidi',
  'chromium-bidi/*',
  '@puppeteer/browsers',
  'ws',
  '@sparticuz/chromium',
  '@expo-google-fonts/*',
  // Its compressor looks for files beside its code.
  'subset-font',
  'pdfjs-dist',
  'pdfjs-dist/*',
];

const commands = { start, test, build, prepare, pack, bench, model };

if (Number(process.versions.node.split('.')[0]) < leastNode) {
  stop(
    `Huibian needs Node.js ${leastNode} or newer; this is ${process.versions.node}. Install it from https://nodejs.org/`,
  );
}
const command = Object.hasOwn(commands, process.argv[2] ?? '') ? commands[process.argv[2]] : null;
if (!command) stop(`Usage: node pipeline/setup.mjs ${Object.keys(commands).join('|')}`, 2);
process.exitCode = await command(process.argv.slice(3));

/** Builds the sample edition, as a newcomer's first look. */
async function start(args) {
  install();
  await compile();
  const sample = join('tests', 'corpus', 'union-congress', 'raw.txt');
  return run(process.execPath, ['dist/cli/main.js', 'build', sample, ...args]);
}

/** Types, format and lint, then every test; the last line says what came of it. */
async function test(args) {
  install();
  await compile();
  const checks = [
    ['types', tool('typescript/bin/tsc'), ['-p', '.']],
    ['format and lint', tool('@biomejs/biome/bin/biome'), ['check', '--error-on-warnings', '--max-diagnostics=50']],
  ];
  const failedChecks = checks.filter(([name, script, options]) => {
    say(`checking ${name}`);
    return run(process.execPath, [script, ...options]) !== 0;
  });
  for (const [name] of failedChecks) say(`FAILED: ${name}`);

  say('running the tests');
  const results = join('output', 'tests.json');
  mkdirSync(join(root, 'output'), { recursive: true });
  rmSync(join(root, results), { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const config = ['run', '-c', 'tests/vitest.config.ts'];
  const code = run(process.execPath, [tool('vitest/vitest.mjs'), ...config, ...reporters, ...args]);
  const counts = countTests(join(root, results));
  // A file that could not even be loaded has no tests that failed: its whole file counts as one.
  const failed = counts.failed + failedChecks.length || (code === 0 ? 0 : 1);
  const passed = counts.passed + checks.length - failedChecks.length;
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${counts.skipped} skipped\n`);
  return failed === 0 && code === 0 ? 0 : 1;
}

/** Compiles the program into dist/. */
async function build() {
  install();
  await compile();
  return 0;
}

/** Runs when npm has installed packages; without the developers' packages there is nothing to compile with. */
async function prepare() {
  if (existsSync(join(root, 'node_modules', 'esbuild'))) await compile();
  return 0;
}

/** What goes into a published package: the program, and the types of its public face. */
async function pack() {
  install();
  // Chunks of earlier compilations have no business in a package.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await compile();
  say('writing types into dist/types/');
  const entryFiles = ['pipeline/index.ts', 'pipeline/world/node.ts', 'pipeline/write/epub/subset-font.d.ts'];
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const own = { noEmit: false, emitDeclarationOnly: true, declaration: true, outDir: 'dist/types', rootDir: '.' };
  const options = Object.entries({ ...compilerOptions, ...own }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  return run(process.execPath, [
    tool('typescript/bin/tsc'),
    ...entryFiles,
    ...options,
    '--rewriteRelativeImportExtensions',
  ]);
}

/** Speed and memory; see tests/bench/. */
async function bench(args) {
  install();
  await compile();
  return run(process.execPath, ['tests/bench/run.mjs', ...args]);
}

/** Makes what reassembly knows anew, from the texts that pipeline/learn/data.json lists. */
async function model(args) {
  install();
  const { build: bundle } = await import('esbuild');
  const script = join(root, 'output', 'make-model.mjs');
  await bundle({
    absWorkingDir: root,
    entryPoints: ['pipeline/learn/make-model.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: `node${leastNode}`,
    format: 'esm',
    external: ['opencc-js', '@node-rs/jieba'],
    logLevel: 'error',
  });
  return run(process.execPath, ['--max-old-space-size=6144', script, ...args]);
}

/** Brings what package-lock.json names, when something of it is missing or of another version. */
function install() {
  if (!isMissingPackages()) return;
  // `npm ci` refuses a lock that leaves out what is only for other systems; `npm install` takes the same versions from it.
  const how = isLockForAllSystems() ? ['ci'] : ['install', '--no-save'];
  say(`installing packages (npm ${how.join(' ')})`);
  const npm = process.env.npm_execpath;
  const args = [...how, '--include=dev', '--no-audit', '--no-fund'];
  const code = npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args);
  if (code !== 0) stop('npm could not install the packages; its message stands above.', code);
}

function isLockForAllSystems() {
  const lock = readLock('package-lock.json');
  const names = new Set(Object.keys(lock).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  return Object.values(lock).every((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).every((name) => names.has(name)),
  );
}

/** Compares versions, not times: a clone, a copy or a restored cache changes times. */
function isMissingPackages() {
  const wanted = readLock('package-lock.json');
  const present = readLock(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.peer) return false;
    return present[path]?.version !== entry.version || !existsSync(join(root, path));
  });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * A package in the older module format that is imported on demand would give nothing but its `default`: a bundler cannot
 * see its names. Node can; so they are asked for here and written down.
 */
function lazyPackages() {
  return {
    name: 'lazy-packages',
    setup(bundler) {
      bundler.onResolve({ filter: /^[^.]/ }, (args) => {
        if (args.kind !== 'dynamic-import' || args.pluginData === 'real' || /^node:|^\//.test(args.path)) return null;
        const isExternal = external.some((name) => args.path === name || args.path.startsWith(name.replace('*', '')));
        return isExternal ? null : { path: args.path, namespace: 'lazy-package', pluginData: args.resolveDir };
      });
      bundler.onLoad({ filter: /.*/, namespace: 'lazy-package' }, async ({ path, pluginData }) => {
        const names = Object.keys(await import(path)).filter(
          (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default' && name !== '__esModule',
        );
        const contents = (await isOlderFormat(bundler, path, pluginData))
          ? `const whole=require('${path}');export default whole;${names.map((name) => `export const ${name}=whole.${name};`).join('')}`
          : `export * from '${path}';${(await hasDefault(path)) ? `export { default } from '${path}';` : ''}`;
        return { contents, resolveDir: pluginData };
      });
    },
  };
}

/**
 * The packager of e-books brings its own way to fetch, to parse HTML and to check options, none of which we ever ask of it
 * (`write/epub/package.ts`). It also brings smaller stand-ins for them, meant for browsers: those are taken. Of its zip only
 * the finished, smaller form.
 */
function leanPackager() {
  const home = join('node_modules', 'epub-gen-memory');
  const { browser } = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));
  const standIns = new Map(Object.entries(browser).map(([from, to]) => [join(home, from), join(home, to)]));
  return {
    name: 'lean-packager',
    setup(bundler) {
      bundler.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const inside = resolveDir.lastIndexOf(home);
        const standIn = inside < 0 ? undefined : standIns.get(`${join(resolveDir.slice(inside), path)}.js`);
        return standIn ? { path: join(resolveDir.slice(0, inside), standIn) } : null;
      });
      bundler.onResolve({ filter: /^jszip$/ }, ({ resolveDir, kind }) =>
        bundler.resolve('jszip/dist/jszip.min.js', { resolveDir, kind }),
      );
    },
  };
}

async function isOlderFormat(bundler, path, resolveDir) {
  const found = await bundler.resolve(path, { kind: 'import-statement', resolveDir });
  if (/\.(mjs|cjs)$/.test(found.path)) return found.path.endsWith('.cjs');
  for (let folder = dirname(found.path); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')))
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type !== 'module';
  return true;
}

async function hasDefault(path) {
  return 'default' in (await import(path));
}

/**
 * Compiles when a source is newer than the last result. Chunks have names made of their content, and those of an older
 * compilation stay for a while: a program that is running may still ask for them.
 */
async function compile() {
  const dist = join(root, 'dist');
  const stamp = join(dist, '.compiled');
  const started = new Date();
  if (existsSync(stamp) && newestIn(sources) <= statSync(stamp).mtimeMs) return;
  say('compiling into dist/');
  const { build: bundle } = await import('esbuild');
  const result = await bundle({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: `node${leastNode}`,
    format: 'esm',
    // Names are kept, so that a fault reported by a user can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    charset: 'utf8',
    external,
    plugins: [leanPackager(), lazyPackages()],
    // Packages in the older module format ask for `require`.
    banner: {
      js: "import{createRequire as makeRequireOfBundle}from'node:module';const require=makeRequireOfBundle(import.meta.url);",
    },
    write: false,
    logLevel: 'error',
  }).catch(() => stop('dist/ could not be compiled; the reasons stand above.'));
  const made = new Set(result.outputFiles.map((file) => file.path));
  // Entries last, and each file whole at once: a program that starts in this moment finds one compilation or the other.
  const isEntry = (path) => Object.keys(entries).some((name) => path === join(dist, ...`${name}.js`.split('/')));
  for (const file of result.outputFiles.sort((a, b) => Number(isEntry(a.path)) - Number(isEntry(b.path)))) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
  }
  // npm leaves lockfiles out of what it installs; an archive made there says by this one what the program was made of.
  const lock = join(dist, 'lockfile.json');
  copyFileSync(join(root, 'package-lock.json'), `${lock}.${process.pid}`);
  renameSync(`${lock}.${process.pid}`, lock);
  made.add(lock);
  const sum = join(dist, 'program.sha256');
  writeFileSync(`${sum}.${process.pid}`, `${hashProgram(result.outputFiles)}\n`);
  renameSync(`${sum}.${process.pid}`, sum);
  made.add(sum);
  const anHourAgo = started.getTime() - 3_600_000;
  // Another compilation may have cleared it away in the meantime.
  for (const path of filesIn(dist))
    if (
      path !== stamp &&
      !made.has(path) &&
      (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? anHourAgo) < anHourAgo
    )
      rmSync(path, { force: true });
  writeFileSync(stamp, '');
  // A source that changed while it was compiled is newer than this.
  utimesSync(stamp, started, started);
}

/** Checksum of everything of ours that has a part in an edition: archives record it, and a rebuild compares it. */
function hashProgram(outputFiles) {
  const files = outputFiles.map((file) => [relative(root, file.path).replaceAll('\\', '/'), file.contents]);
  for (const path of [...filesIn(join(root, 'styles')), ...filesIn(join(root, 'pipeline/reassemble/model'))])
    files.push([relative(root, path).replaceAll('\\', '/'), readFileSync(path)]);
  const hash = createHash('sha256');
  for (const [path, contents] of files.sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\n${contents.length}\n`).update(contents);
  return hash.digest('hex');
}

function newestIn(paths) {
  let newest = 0;
  for (const path of paths.map((name) => join(root, name)))
    for (const file of filesIn(path)) newest = Math.max(newest, statSync(file).mtimeMs);
  return newest;
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}

function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const all = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = all.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: all.numPassedTests,
    failed: all.numFailedTests + unloaded.length,
    skipped: all.numPendingTests + (all.numTodoTests ?? 0),
  };
}

function tool(path) {
  return join(root, 'node_modules', ...path.split('/'));
}

function run(program, args) {
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (result.error) stop(`${program} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}

function say(sentence) {
  process.stderr.write(`huibian: ${sentence}\n`);
}

function stop(sentence, code = 1) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}
