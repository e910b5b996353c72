#!/usr/bin/env node
'use strict';
// The program, as if it had been called itself.
const { spawn } = require('node:child_process');
const os = require('node:os');
const { findBinary } = require('../lib/binary.cjs');

function fail(error) {
  process.stderr.write(`stator-local: ${error.message}\n`);
  process.exit(127);
}

function main() {
  // Whoever reads that it listens may send a signal in that instant: this has to come first.
  let child;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  // In a group of its own, so that Ctrl-C comes to it once, from here, and not from the terminal too: a second signal would
  // end it before it has finished what is under way. And should this process be killed, its standard input ends.
  child = spawn(findBinary(), process.argv.slice(2), {
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
    env: { ...process.env, STATOR_STOP_WITH_STDIN: 'true' },
  });
  child.on('error', fail);
  child.stdin.on('error', () => {});
  child.on('exit', (code, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : code));
}

try {
  main();
} catch (error) {
  fail(error);
}
