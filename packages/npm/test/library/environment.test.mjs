import assert from 'node:assert/strict';
import http from 'node:http';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { connect, start } from 'stator-local';
import { TABLE, startFor } from './support.mjs';

const REAL = {
  AWS_ACCESS_KEY_ID: 'AKIAREAL',
  AWS_SECRET_ACCESS_KEY: 'real',
  AWS_SESSION_TOKEN: 'real-token',
  AWS_PROFILE: 'real',
};

test('the variables', async (t) => {
  const server = await startFor(t);
  assert.deepEqual(server.environment({}), {
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: server.url,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'stator',
    AWS_SECRET_ACCESS_KEY: 'stator',
  });
  assert.equal(server.account('111122223333').environment({}).AWS_ACCESS_KEY_ID, '111122223333');
});

test('the region that is set already stays, unless one is asked for', async (t) => {
  t.after(() => delete process.env.AWS_REGION);
  process.env.AWS_REGION = 'eu-central-1';
  const server = await startFor(t, { tables: [TABLE] });
  assert.equal(server.environment().AWS_REGION, 'eu-central-1');
  const { TableNames } = await new DynamoDBClient(server.clientConfig()).send(new ListTablesCommand({}));
  assert.deepEqual(TableNames, ['songs'], 'tables of the start are where clients look');
  const other = await startFor(t, { region: 'eu-west-1' });
  assert.equal(other.environment().AWS_DEFAULT_REGION, 'eu-west-1');
});

test('another process gets nothing of real credentials', async (t) => {
  const server = await startFor(t);
  const base = { ...process.env, ...REAL };
  const env = { ...base, ...server.environment(base) };
  const seen = JSON.parse(execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { env }));
  assert.equal(seen.AWS_ACCESS_KEY_ID, 'stator');
  for (const name of ['AWS_SESSION_TOKEN', 'AWS_PROFILE']) assert.ok(!(name in seen), name);
  assert.ok(!JSON.stringify(seen).includes('real'));
});

test('this process too, until it is undone', async (t) => {
  t.after(() => Object.keys(REAL).forEach((name) => delete process.env[name]));
  Object.assign(process.env, REAL);
  const before = { ...process.env };
  // Somebody who keeps what an SDK sends.
  const requests = [];
  const listener = http.createServer((request, response) => {
    requests.push(JSON.stringify(request.rawHeaders));
    response.end('{"TableNames":[]}');
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    listener.close();
    listener.closeAllConnections();
  });
  const url = `http://127.0.0.1:${listener.address().port}`;

  const undo = connect({ url, account: '111122223333' }).useEnvironment();
  assert.equal(connect().id, '111122223333', 'the environment names the account');
  assert.equal(connect().url, url);
  await new DynamoDBClient({}).send(new ListTablesCommand({}));
  undo();
  assert.deepEqual({ ...process.env }, before);
  assert.equal(requests.length, 1);
  assert.match(requests[0], /Credential=111122223333\//);
  assert.doesNotMatch(requests[0], /real/i);
});

test('whoever else answers there', async (t) => {
  const listener = http.createServer((request, response) => {
    response.writeHead(request.url.includes('clock') ? 502 : 500, { 'content-type': 'application/json' }).end('{oops');
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  t.after(() => listener.close());
  const stranger = connect({ url: `http://127.0.0.1:${listener.address().port}` });
  await assert.rejects(stranger.reset(), { name: 'AdministrationError', status: 500, message: /reset: {oops$/ });
  await assert.rejects(stranger.clock.read(), { status: 502 });
});

test('connect() needs to know where', () => {
  assert.throws(() => connect(), /AWS_ENDPOINT_URL_DYNAMODB/);
  assert.equal(connect({ url: 'http://localhost:8000/' }).id, '000000000000');
});

test('a variable for the program does not bring tables from elsewhere', async (t) => {
  t.after(() => delete process.env.STATOR_DB_PATH);
  process.env.STATOR_DB_PATH = '/no/such/place';
  const server = await start();
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});
