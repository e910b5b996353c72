import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import {
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { StartError, findBinary, start } from 'stator-local';
import { TABLE, startFor, untilGone } from './support.mjs';

const require = createRequire(import.meta.url);

function temporaryDirectory(t) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stator-local-test-'));
  t.after(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const clientOf = (server) => new DynamoDBClient(server.clientConfig());
const tablesOf = async (server) => (await clientOf(server).send(new ListTablesCommand({}))).TableNames;

test('require and import give the same', () => {
  assert.equal(require('stator-local').start, start);
});

test('a server serves, and stops', async () => {
  const server = await start();
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(server.port, Number(new URL(server.url).port));
  assert.deepEqual(await tablesOf(server), []);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.deepEqual(await server.exited, { code: 0, signal: null });
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  await untilGone(server.url);
  await assert.rejects(server.reset(), /The server has ended \(status 0\)/);
});

test('two servers at once know nothing of each other', async (t) => {
  const [one, two] = await Promise.all([startFor(t, { tables: [TABLE] }), startFor(t, {})]);
  assert.notEqual(one.port, two.port);
  assert.deepEqual(await tablesOf(one), ['songs']);
  assert.deepEqual(await tablesOf(two), []);
});

test('options become the command line', async (t) => {
  const directory = temporaryDirectory(t);
  fs.writeFileSync(path.join(directory, 'tables.json'), JSON.stringify({ ...TABLE, TableName: 'albums' }));
  const options = {
    cwd: directory,
    dbPath: 'data',
    schema: 'tables.json',
    tables: [TABLE],
    region: 'eu-west-1',
    sync: false,
    throughput: 'enforce',
    transientStatusMs: 0,
    args: ['--threads', '2'],
  };
  const server = await start(options);
  assert.deepEqual(await tablesOf(server), ['albums', 'songs']);
  assert.equal((await server.admin('GET', 'throughput')).mode, 'enforce');
  const { Table } = await clientOf(server).send(new DescribeTableCommand({ TableName: 'songs' }));
  assert.match(Table.TableArn, /:eu-west-1:000000000000:/);
  await server.stop();
  assert.ok(fs.existsSync(path.join(directory, 'data')));
  const again = await startFor(t, { cwd: directory, dbPath: 'data', region: 'eu-west-1' });
  assert.deepEqual(await tablesOf(again), ['albums', 'songs'], 'kept');
});

test('with one set of tables for all, accounts and their faults are one', async (t) => {
  const server = await startFor(t, { sharedDb: true, tables: [TABLE] });
  const other = server.account('111122223333');
  assert.deepEqual(await tablesOf(other), ['songs']);
  await other.faults.set({ operation: 'ListTables', error: 'ThrottlingException' });
  await assert.rejects(new DynamoDBClient({ ...server.clientConfig(), maxAttempts: 1 }).send(new ListTablesCommand({})), {
    name: 'ThrottlingException',
  });
});

test('signatures are verified with the credentials that clients get', async (t) => {
  const server = await startFor(t, { verifySignatures: { key: 'secret' } });
  assert.deepEqual(await tablesOf(server), []);
  const stranger = new DynamoDBClient({
    ...server.clientConfig(),
    credentials: { accessKeyId: 'key', secretAccessKey: 'guess' },
  });
  await assert.rejects(stranger.send(new ListTablesCommand({})), { name: 'InvalidSignatureException' });
});

test('https, with a certificate made at the start', async (t) => {
  const server = await start({ tls: true, tables: [TABLE] });
  assert.match(server.url, /^https:/);
  assert.equal(await server.reset(), 1);
  assert.equal(server.environment().NODE_EXTRA_CA_CERTS, server.certificate);
  assert.match(fs.readFileSync(server.certificate, 'utf8'), /BEGIN CERTIFICATE/);
  // Given by its files, both kinds of server are the same.
  const directory = temporaryDirectory(t);
  fs.copyFileSync(server.certificate, path.join(directory, 'cert.pem'));
  await server.stop();
  assert.ok(!fs.existsSync(server.certificate), 'what was made for it went with it');
  await assert.rejects(start({ cwd: directory, tls: { cert: 'cert.pem', key: 'none.pem' } }), StartError);
});

test('an address for the whole network is named so that this machine finds it', async (t) => {
  const server = await startFor(t, { host: '0.0.0.0', adminToken: 'token' });
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:/);
  assert.equal(await server.reset(), 0);
});

test('what the program says when it does not start is in the error', async (t) => {
  const { TMPDIR } = process.env;
  t.after(() => (TMPDIR === undefined ? delete process.env.TMPDIR : (process.env.TMPDIR = TMPDIR)));
  process.env.TMPDIR = temporaryDirectory(t);
  const error = await start({ args: ['--prot', '1'] }).then(assert.fail, (each) => each);
  assert.ok(error instanceof StartError);
  assert.match(error.message, /did not start: stator: there is no option --prot; did you mean --port\?/);
  assert.match(error.stderr, /^stator: there is no option --prot/);
  assert.equal(error.exitCode, 2);
  await assert.rejects(start({ tables: [{ ...TABLE, KeySchema: [] }] }), /CreateTable songs/);
  assert.deepEqual(fs.readdirSync(process.env.TMPDIR), [], 'files for it are gone');
});

test('a port in use', async (t) => {
  const { port } = await startFor(t);
  await assert.rejects(
    start({ port }),
    (error) => error instanceof StartError && error.exitCode === 1 && error.message.includes(String(port)),
  );
});

test('a program that never listens is killed', async (t) => {
  const script = path.join(temporaryDirectory(t), 'sleeper');
  fs.writeFileSync(script, '#!/bin/sh\necho just waiting >&2\nexec sleep 600\n', { mode: 0o755 });
  await assert.rejects(
    start({ binary: script, startTimeout: 200 }),
    /did not say within 200 ms that it listens: just waiting/,
  );
});

test('mistakes are told apart', async () => {
  await assert.rejects(start({ dbpath: 'x' }), /start\(\) has no option "dbpath"; it has .*dbPath/);
  await assert.rejects(start({ binary: '/no/such/program' }), /ENOENT/);
  await assert.rejects(start({ cwd: '/no/such/directory' }), /there is no directory \/no\/such\/directory/);
});

test('a server that ends by itself is no secret', async () => {
  const server = await start();
  server.process.kill('SIGKILL');
  assert.deepEqual(await server.exited, { code: null, signal: 'SIGKILL' });
  await assert.rejects(server.reset(), /The server has ended \(signal SIGKILL\)/);
  await assert.rejects(server.stop(), /The server had ended by itself \(signal SIGKILL\)/);
});

test('a server that does not stop in time is killed', async () => {
  const server = await start();
  server.process.kill('SIGSTOP');
  assert.deepEqual(await server.stop({ timeout: 50 }), { code: null, signal: 'SIGKILL' });
});

test('its log comes line by line', async (t) => {
  const lines = [];
  const server = await startFor(t, { logLevel: 'debug', logFormat: 'json', onLog: (line) => lines.push(JSON.parse(line)) });
  await tablesOf(server);
  while (!lines.some((line) => line.operation === 'ListTables')) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(server.log.length >= lines.length);
});

test('the program is found, in this order', (t) => {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, { PATH: before.PATH }) && delete process.env.STATOR_BINARY);
  assert.match(findBinary(), /stator-local-linux-\w+[/]bin[/]stator$/);
  process.env.STATOR_BINARY = '/no/such/program';
  assert.throws(findBinary, /STATOR_BINARY is \/no\/such\/program, which is not a program/);
  const directory = temporaryDirectory(t);
  const program = path.join(directory, 'stator');
  fs.writeFileSync(program, '', { mode: 0o755 });
  process.env.STATOR_BINARY = program;
  assert.equal(findBinary(), program);
  delete process.env.STATOR_BINARY;
  // Without a package for the platform: a copy of the library alone.
  const lib = path.dirname(require.resolve('stator-local'));
  const copy = path.join(directory, 'copy');
  fs.cpSync(lib, copy, { recursive: true });
  const { findBinary: find } = require(path.join(copy, 'index.cjs'));
  process.env.PATH = directory;
  assert.equal(find(), program);
  process.env.PATH = path.join(directory, 'node_modules', '.bin');
  fs.mkdirSync(process.env.PATH, { recursive: true });
  fs.copyFileSync(program, path.join(process.env.PATH, 'stator'));
  assert.throws(find, /There is no program "stator" for \S+\. .*STATOR_BINARY/);
});

test('items of one account are not those of another', async (t) => {
  const server = await startFor(t, { tables: [TABLE] });
  await server.snapshot('empty');
  const other = server.account('111122223333');
  assert.equal(await other.restore('empty', { from: server.id }), 1);
  await clientOf(other).send(new PutItemCommand({ TableName: 'songs', Item: { artist: { S: 'x' } } }));
  const count = async (account) => (await clientOf(account).send(new ScanCommand({ TableName: 'songs' }))).Count;
  assert.deepEqual([await count(server), await count(other)], [0, 1]);
  await other.snapshot('one');
  assert.equal(await other.reset(), 1);
  assert.deepEqual([await tablesOf(server), await tablesOf(other)], [['songs'], []]);
  assert.equal(await other.restore('one'), 1);
  assert.equal(await count(other), 1);
  assert.deepEqual(
    (await other.snapshots()).map((each) => each.name),
    ['one'],
  );
  await other.deleteSnapshot('one');
  await assert.rejects(other.restore('one'), {
    name: 'AdministrationError',
    status: 404,
    message: /There is no snapshot one/,
  });
  assert.throws(() => server.account('1'), /An account is 12 digits/);
});

test('faults of one account are not those of another', async (t) => {
  const server = await startFor(t, { faults: { rules: [{ operation: 'DescribeLimits', latencyMs: 1 }] } });
  const other = server.account('111122223333');
  const once = (account) =>
    new DynamoDBClient({ ...account.clientConfig(), maxAttempts: 1 }).send(new ListTablesCommand({}));
  await other.faults.set([{ operation: 'ListTables', error: 'InternalServerError' }]);
  await server.faults.add({ operation: 'ListTables', latencyMs: 1 });
  await once(server);
  await assert.rejects(once(other), { name: 'InternalServerError' });
  assert.equal((await server.faults.list())[0].met, 1);
  await other.faults.clear();
  await once(other);
  assert.equal((await server.faults.list()).length, 1);
  assert.equal((await server.admin('GET', 'faults')).rules.length, 2, 'that of the start is of no account');
});

test('the clock', async (t) => {
  const server = await startFor(t);
  const { now } = await server.clock.freeze();
  const later = await server.clock.advance(3600);
  assert.ok(later.frozen && Math.abs(later.now - now - 3600) < 0.01);
  assert.equal((await server.clock.read()).now, later.now);
  assert.equal((await server.clock.resume()).frozen, false);
});
