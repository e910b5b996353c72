'use strict';
// Which program to run.
const fs = require('node:fs');
const path = require('node:path');

const PLATFORM_PACKAGES = {
  'linux-x64': 'stator-local-linux-x64',
  'linux-arm64': 'stator-local-linux-arm64',
};

const isProgram = (file) => {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
};

function fromPlatformPackage() {
  const name = PLATFORM_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  try {
    const file = path.join(path.dirname(require.resolve(`${name}/package.json`)), 'bin', 'stator');
    return isProgram(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

// What npm puts into node_modules/.bin is some package's script, and not the program.
function fromPath() {
  const directories = (process.env.PATH ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  return directories
    .filter((each) => !each.replace(/[\\/]+$/, '').endsWith(path.join('node_modules', '.bin')))
    .map((each) => path.join(each, 'stator'))
    .find(isProgram);
}

// Its path. Throws an error that says what to do where there is none.
function findBinary() {
  const named = process.env.STATOR_BINARY;
  if (named) {
    if (isProgram(named)) return path.resolve(named);
    throw new Error(`STATOR_BINARY is ${named}, which is not a program that can be run`);
  }
  const found = fromPlatformPackage() ?? fromPath();
  if (found) return found;
  const platform = `${process.platform}-${process.arch}`;
  const name = PLATFORM_PACKAGES[platform];
  throw new Error(
    `There is no program "stator" for ${platform}. ` +
      (name
        ? `Install the package ${name} (npm leaves it out with --omit=optional, and with a lock file of another platform)`
        : `No package has one for this platform (there are ${Object.keys(PLATFORM_PACKAGES).join(' and ')})`) +
      ', or build Stator and put it on the PATH or name it in the environment variable STATOR_BINARY.',
  );
}

module.exports = { findBinary };
