// What the tests of the library share.
import { spawn } from 'node:child_process';
import http from 'node:http';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { start } from 'stator-local';

const PATIENCE_MS = 30_000;

export const TABLE = {
  TableName: 'songs',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'artist', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'artist', AttributeType: 'S' }],
};

// A server that ends with the test.
export async function startFor(t, options) {
  const server = await start(options);
  t.after(() => server.stop());
  return server;
}

// Whether somebody listens there.
const answers = (url) =>
  new Promise((resolve) => {
    http
      .get(`${url}/health`, { agent: false }, (response) => resolve(response.resume().statusCode === 200))
      .on('error', () => resolve(false));
  });

export async function untilGone(url) {
  const deadline = Date.now() + PATIENCE_MS;
  while (await answers(url)) {
    if (Date.now() > deadline) throw new Error(`${url} still answers`);
    await sleep(20);
  }
}

// A process of Node's, and its first line of output.
export async function runScript(t, script, options = {}) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  t.after(() => child.kill('SIGKILL'));
  return { child, line: await firstLine(child) };
}

export async function firstLine(child) {
  for await (const line of readline.createInterface({ input: child.stdout })) return line;
  return undefined;
}

export const ended = (child) => new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
