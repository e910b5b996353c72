#!/usr/bin/env node
// Packs built programs, and the package that runs them, as npm's tarballs. Publishes nothing.
//
// usage: pack.mjs [--output DIR] [--libraries DIR ...] PROGRAM ...
//
//   PROGRAM       a `stator` for Linux; which platform it is for, its own header says
//   --output      where the tarballs go, build/npm if not given
//   --libraries   where to look for shared libraries, before the places where Debian keeps those of that architecture
//
// A platform's package gets the program, the shared libraries that it needs beyond glibc, and their licenses. Of the
// platforms, the main package names those that are packed with it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '..', '..');
const MAIN = 'stator-local';
// By e_machine of the ELF header.
const PLATFORMS = {
  62: { name: 'linux-x64', triplet: 'x86_64-linux-gnu' },
  183: { name: 'linux-arm64', triplet: 'aarch64-linux-gnu' },
};
// glibc's, which must be those of the machine's own loader.
const GLIBC = /^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|mvec|nsl|BrokenLocale|thread_db))\.so\.\d+$/;
// What is linked into the program itself, by Debian's names.
const LINKED = [
  'libboost1.81-dev',
  'libcli11-dev',
  'librocksdb-dev',
  'libsnappy-dev',
  'liblz4-dev',
  'libzstd-dev',
  'libbz2-dev',
  'libgflags-dev',
  'libspdlog-dev',
  'libfmt-dev',
  'libyaml-dev',
  'rapidjson-dev',
  'libssl-dev',
  'zlib1g-dev',
  'libstdc++-12-dev',
];

const run = (command, words, options = {}) => execFileSync(command, words, { encoding: 'utf8', ...options });
const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

// Of the caller, who is told so in one line.
class Mistake extends Error {}

function fail(message) {
  throw new Mistake(message);
}

function platformOf(program) {
  if (!fs.existsSync(program)) fail(`there is no ${program}`);
  const head = Buffer.alloc(20);
  const file = fs.openSync(program, 'r');
  fs.readSync(file, head, 0, head.length, 0);
  fs.closeSync(file);
  const isElf64 = head.subarray(0, 5).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]));
  const names = Object.values(PLATFORMS).map((each) => each.name);
  return (isElf64 && PLATFORMS[head.readUInt16LE(18)]) || fail(`${program} is no program for ${names.join(' or ')}`);
}

// {needed: names of libraries, runpath}
function dynamicSection(file) {
  const text = run('readelf', ['--dynamic', '--wide', file], { env: { ...process.env, LC_ALL: 'C' } });
  return {
    needed: [...text.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((each) => each[1]),
    runpath: /\((?:RUNPATH|RPATH)\).*\[(.+)\]/.exec(text)?.[1] ?? '',
  };
}

// Files by the names under which the program asks for them, those that libraries need in their turn included.
function librariesOf(program, places) {
  const found = new Map();
  const waiting = [...dynamicSection(program).needed];
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (GLIBC.test(name) || found.has(name)) continue;
    const file = places.map((place) => path.join(place, name)).find((each) => fs.existsSync(each));
    if (!file) fail(`${program} needs ${name}, which is not in ${places.join(', ')}; --libraries DIR adds a place`);
    found.set(name, fs.realpathSync(file));
    waiting.push(...dynamicSection(file).needed);
  }
  return found;
}

// The Debian package that a file is of, or undefined.
function packageOf(file) {
  for (const name of [file, file.replace(/^\/usr/, '')]) {
    try {
      return run('dpkg', ['--search', name], { stdio: ['ignore', 'pipe', 'ignore'] }).split(':')[0];
    } catch {
      // Not of that name, or not on Debian.
    }
  }
  return undefined;
}

function copyLicenses(libraries, directory) {
  fs.mkdirSync(directory, { recursive: true });
  const missing = [];
  for (const name of new Set([
    ...[...libraries.values()].map((file) => packageOf(file) ?? path.basename(file)),
    ...LINKED,
  ])) {
    const text = `/usr/share/doc/${name}/copyright`;
    if (fs.existsSync(text)) fs.copyFileSync(text, path.join(directory, `${name}.txt`));
    else missing.push(name);
  }
  if (missing.length > 0) console.error(`pack.mjs: before publishing, add the licenses of ${missing.join(', ')}`);
}

// Copies; stripped, if there is a tool that can.
function copyStripped(from, to, { triplet }) {
  fs.copyFileSync(from, to);
  for (const tool of [`${triplet}-strip`, 'strip']) {
    try {
      run(tool, ['--strip-unneeded', to], { stdio: 'ignore' });
      return;
    } catch {
      fs.copyFileSync(from, to);
    }
  }
}

function stagePlatform(program, platform, places, stage) {
  const name = `${MAIN}-${platform.name}`;
  const directory = path.join(stage, name);
  fs.cpSync(path.join(HERE, name), directory, { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'LICENSE'), path.join(directory, 'LICENSE'));
  const libraries = librariesOf(program, places);
  if (libraries.size > 0 && !dynamicSection(program).runpath.split(':').includes('$ORIGIN/../lib')) {
    fail(`${program} would not find libraries beside it: it is linked without the runpath $ORIGIN/../lib`);
  }
  for (const each of ['bin', 'lib']) fs.mkdirSync(path.join(directory, each), { recursive: true });
  copyStripped(program, path.join(directory, 'bin', 'stator'), platform);
  fs.chmodSync(path.join(directory, 'bin', 'stator'), 0o755);
  for (const [soname, file] of libraries) copyStripped(file, path.join(directory, 'lib', soname), platform);
  copyLicenses(libraries, path.join(directory, 'licenses'));
  return directory;
}

function stageMain(names, stage) {
  const directory = path.join(stage, MAIN);
  fs.cpSync(path.join(HERE, MAIN), directory, { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'LICENSE'), path.join(directory, 'LICENSE'));
  const file = path.join(directory, 'package.json');
  const description = readJson(file);
  const platforms = Object.entries(description.optionalDependencies).filter(([name]) => names.includes(name));
  description.optionalDependencies = Object.fromEntries(platforms);
  fs.writeFileSync(file, `${JSON.stringify(description, null, 2)}\n`);
  return directory;
}

function checkVersions(directories) {
  const version = /project\(stator VERSION (\S+)/.exec(fs.readFileSync(path.join(ROOT, 'CMakeLists.txt'), 'utf8'))[1];
  for (const directory of directories) {
    const description = readJson(path.join(directory, 'package.json'));
    for (const found of [description.version, ...Object.values(description.optionalDependencies ?? {})]) {
      if (found !== version) fail(`${description.name}/package.json says ${found}, and CMakeLists.txt ${version}`);
    }
  }
}

function main() {
  const { values, positionals } = parseArgs({
    options: { output: { type: 'string' }, libraries: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  if (positionals.length === 0) fail('usage: pack.mjs [--output DIR] [--libraries DIR ...] PROGRAM ...');
  const output = path.resolve(values.output ?? path.join(ROOT, 'build', 'npm'));
  fs.mkdirSync(output, { recursive: true });
  const stage = fs.mkdtempSync(path.join(output, 'stage-'));
  try {
    const directories = positionals.map((program) => {
      const platform = platformOf(program);
      const debian = [
        `/lib/${platform.triplet}`,
        `/usr/lib/${platform.triplet}`,
        `/usr/${platform.triplet}/lib`,
        '/usr/local/lib',
      ];
      return stagePlatform(program, platform, [...values.libraries, ...debian], stage);
    });
    directories.push(
      stageMain(
        directories.map((each) => path.basename(each)),
        stage,
      ),
    );
    checkVersions(directories);
    const words = ['pack', '--json', '--pack-destination', output, ...directories];
    const packed = JSON.parse(run('npm', words, { stdio: ['ignore', 'pipe', 'inherit'] }));
    for (const { filename, size } of Array.isArray(packed) ? packed : Object.values(packed)) {
      console.log(`${path.join(output, filename)} ${(size / 1e6).toFixed(1)} MB`);
    }
  } finally {
    fs.rmSync(stage, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof Mistake) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(`pack.mjs: ${error.message}`);
  process.exitCode = 1;
}
