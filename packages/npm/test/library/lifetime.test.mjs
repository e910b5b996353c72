// A server never outlives who started it.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { connect } from 'stator-local';
import { ended, firstLine, runScript, untilGone } from './support.mjs';

const BIN = path.join(path.dirname(createRequire(import.meta.url).resolve('stator-local')), 'bin', 'stator-local.cjs');
const START = "import { start } from 'stator-local'; const server = await start(); console.log(server.url);";

test('killed parents take their servers along', async (t) => {
  const { child, line: url } = await runScript(t, START);
  assert.deepEqual(await connect({ url }).snapshots(), []);
  child.kill('SIGKILL');
  await untilGone(url);
});

test('parents that end without stopping it do so too', async (t) => {
  const { child, line: url } = await runScript(t, `${START} server.unref();`);
  assert.deepEqual(await ended(child), { code: 0, signal: null });
  await untilGone(url);
});

test('and parents that throw', async (t) => {
  const { child, line: url } = await runScript(t, `${START} throw new Error('as meant');`, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.deepEqual(await ended(child), { code: 1, signal: null });
  await untilGone(url);
});

test('and worker threads', async (t) => {
  const script =
    "const { parentPort } = require('node:worker_threads');" +
    "require('stator-local').start().then((server) => parentPort.postMessage(server.url));";
  const worker = new Worker(script, { eval: true });
  t.after(() => worker.terminate());
  const url = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.deepEqual(await connect({ url }).snapshots(), []);
  await worker.terminate();
  await untilGone(url);
});

test('a server that was not unreferenced keeps its parent', async (t) => {
  const { child, line: url } = await runScript(t, START);
  await connect({ url }).reset();
  assert.equal(child.exitCode, null);
});

test('the command is the program', () => {
  assert.match(execFileSync(BIN, ['--version'], { encoding: 'utf8' }), /^stator \d/);
  const wrong = spawnSync(BIN, ['--prot', '1'], { encoding: 'utf8' });
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /did you mean --port/);
  const none = spawnSync(BIN, [], { encoding: 'utf8', env: { ...process.env, STATOR_BINARY: '/no/such/program' } });
  assert.equal(none.status, 127);
  assert.match(none.stderr, /^stator-local: STATOR_BINARY is/);
});

test('the command passes signals on, and ends with the program', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    const child = spawn(BIN, ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.after(() => child.kill('SIGKILL'));
    assert.match(await firstLine(child), /listening on/);
    child.kill(signal);
    assert.deepEqual(await ended(child), { code: 0, signal: null }, signal);
  }
});

test('the command takes the program along when it is killed', async (t) => {
  const child = spawn(BIN, ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const url = /http:\S+/.exec(await firstLine(child))[0];
  assert.deepEqual(await connect({ url }).snapshots(), []);
  child.kill('SIGKILL');
  await untilGone(url);
});
