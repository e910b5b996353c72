// What the test runners share, without a runner.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { connect } from 'stator-local';
import { TABLE, startFor, untilGone } from './support.mjs';

const require = createRequire(import.meta.url);
const lib = (name) => require(path.join(path.dirname(require.resolve('stator-local')), 'lib', name));
const { loadConfig } = lib('config.cjs');
const { joinServer, startServer, workerAccount } = lib('runner.cjs');

// A directory with these files.
function project(t, files) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stator-local-test-'));
  t.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), content);
  return directory;
}

test('settings come from the first place that has any', async (t) => {
  const forms = {
    'stator.config.json': '{ "region": "x" }',
    'stator.config.cjs': "module.exports = { region: 'x' };",
    'stator.config.mjs': "export default { region: 'x' };",
    'stator.config.js': "module.exports = async () => ({ region: 'x' });",
    'package.json': '{ "stator": { "region": "x" } }',
  };
  const none = project(t, { 'package.json': '{}' });
  for (const [name, content] of Object.entries(forms)) {
    const cwd = project(t, { [name]: content });
    assert.deepEqual(await loadConfig(undefined, none, cwd), { cwd, region: 'x' }, name);
  }
  assert.deepEqual(await loadConfig(none), {});
  await assert.rejects(loadConfig(project(t, { 'stator.config.mjs': 'export default 7;' })), /must export an object/);
  await assert.rejects(loadConfig(project(t, { 'stator.config.json': '{' })), SyntaxError);
});

test('accounts of workers', () => {
  assert.equal(workerAccount('1'), '100000000001');
  assert.equal(workerAccount('27'), '100000000027');
  assert.equal(workerAccount(undefined), '100000000001');
  assert.throws(() => workerAccount('one'), /A worker is a number/);
});

test('each worker begins with what the set-up made', async (t) => {
  const before = { ...process.env };
  const config = `export default { tables: [${JSON.stringify(TABLE)}], setup: (account) => account.snapshot('of-setup') };`;
  const { account, info, stop } = await startServer(project(t, { 'stator.config.mjs': config }));
  assert.equal(process.env.AWS_ENDPOINT_URL_DYNAMODB, account.url);
  assert.ok((await account.snapshots()).some((snapshot) => snapshot.name === 'of-setup' && snapshot.tables.length === 1));
  const worker = await joinServer(JSON.parse(JSON.stringify(info)), '2');
  assert.equal(connect().id, '100000000002');
  assert.equal(await worker.reset(), 1);
  assert.equal(await connect().restoreFixtures(), 1);
  await stop();
  assert.deepEqual({ ...process.env }, before);
  await untilGone(account.url);
});

test('a server that runs already', async (t) => {
  const server = await startFor(t, { tables: [{ ...TABLE, TableName: 'of-others' }], region: 'eu-west-1' });
  const config = { url: server.url, region: 'eu-west-1', tables: [TABLE] };
  for (let run = 0; run < 2; ++run) {
    const { info, stop } = await startServer(project(t, { 'stator.config.json': JSON.stringify(config) }));
    assert.equal(await (await joinServer(info, '1')).reset(), 1);
    assert.deepEqual(await connect().restoreFixtures(), 1);
    await stop();
  }
  assert.equal(await server.reset(), 1, 'it is there still, and so is what others have');
  const mistakes = [
    [{ ...config, dbPath: 'data' }, /With "url" there is no server to start, so "dbPath" has no meaning/],
    [{ ...config, tables: [TABLE, TABLE] }, /Table already exists: songs/],
  ];
  for (const [each, message] of mistakes) {
    await assert.rejects(startServer(project(t, { 'stator.config.json': JSON.stringify(each) })), message);
  }
});

test('a set-up that fails leaves no server and no variables', async (t) => {
  const before = { ...process.env };
  const config = 'export default { setup(account) { throw new Error(`as meant at ${account.url}`); } };';
  const error = await startServer(project(t, { 'stator.config.mjs': config })).then(assert.fail, (each) => each);
  assert.match(error.message, /^as meant at http/);
  assert.deepEqual({ ...process.env }, before);
  await untilGone(error.message.replace('as meant at ', ''));
});

test('settings that would bring workers together are refused', async (t) => {
  const config = project(t, { 'stator.config.json': '{ "sharedDb": true }' });
  await assert.rejects(startServer(config), /sharedDb would leave parallel workers one account/);
});
