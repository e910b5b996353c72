'use strict';
// The settings of a test runner's server: stator.config.* in a directory, or "stator" in its package.json.
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const NAMES = ['stator.config.js', 'stator.config.mjs', 'stator.config.cjs', 'stator.config.json'];

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

async function loadFrom(root) {
  const file = NAMES.map((name) => path.join(root, name)).find((each) => fs.existsSync(each));
  if (!file) {
    const description = path.join(root, 'package.json');
    return fs.existsSync(description) ? readJson(description).stator : undefined;
  }
  if (file.endsWith('.json')) return readJson(file);
  const { default: config } = await import(pathToFileURL(file).href);
  const found = typeof config === 'function' ? await config() : config;
  if (typeof found !== 'object' || found === null) throw new TypeError(`${file} must export an object as its default`);
  return found;
}

// Those of the first directory that has any, as start() takes them: with relative paths being relative to it.
async function loadConfig(...directories) {
  for (const directory of new Set(directories.filter(Boolean))) {
    const config = await loadFrom(directory);
    if (config) return { cwd: directory, ...config };
  }
  return {};
}

module.exports = { loadConfig };
