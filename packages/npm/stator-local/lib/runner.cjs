'use strict';
// What the test runners share: one server a run, an account for each of their workers, fresh tables for each file of tests.
const { Account, FIXTURES, connect, createTable } = require('./account.cjs');
const { loadConfig } = require('./config.cjs');
const { start } = require('./server.cjs');

// Ways to make one account of all.
const NOT_HERE = ['sharedDb', 'verifySignatures'];

// Numbered from 1. No account of anybody's, since those do not begin with so many zeros.
function workerAccount(worker) {
  const number = Number(worker ?? 1);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new TypeError(`A worker is a number, and not ${JSON.stringify(worker)}`);
  return `1${String(number).padStart(11, '0')}`;
}

// What there is to say of a server that runs already.
const OF_RUNNING = ['url', 'adminToken', 'certificate', 'region', 'tables', 'cwd'];

async function joinRunning(options) {
  for (const name of Object.keys(options)) {
    if (!OF_RUNNING.includes(name))
      throw new TypeError(`With "url" there is no server to start, so "${name}" has no meaning`);
  }
  const account = connect({ ...options, account: FIXTURES.account });
  await account.reset();
  for (const table of options.tables ?? []) await createTable(account, table);
  return { account, end: async () => {} };
}

async function startOwn(options) {
  for (const name of NOT_HERE) {
    if (options[name]) throw new TypeError(`${name} would leave parallel workers one account for all of them`);
  }
  const server = (await start(options)).unref();
  const account = server.account(FIXTURES.account);
  try {
    // The program makes the tables of its options in the default account.
    await server.snapshot(FIXTURES.snapshot);
    await account.restore(FIXTURES.snapshot, { from: server.id });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { account, end: () => server.stop() };
}

// {account, info, stop}: `info` is for joinServer() and can be JSON. The settings are in one of the directories.
async function startServer(...directories) {
  const { setup, ...options } = await loadConfig(...directories);
  const { account, end } = await (options.url ? joinRunning(options) : startOwn(options));
  const undo = account.useEnvironment();
  const stop = async () => {
    undo();
    await end();
  };
  try {
    if (setup) await setup(account);
    await account.snapshot(FIXTURES.snapshot);
  } catch (error) {
    await stop();
    throw error;
  }
  const { url, region, certificate } = account;
  return { account, info: { url, region, certificate, adminToken: options.adminToken }, stop };
}

// For each file of tests, in its worker: the worker's account has the tables and items of the fixtures, and nothing else.
async function joinServer(info, worker) {
  const account = new Account(info, workerAccount(worker));
  account.useEnvironment();
  await account.restoreFixtures();
  return account;
}

module.exports = { joinServer, startServer, workerAccount };
