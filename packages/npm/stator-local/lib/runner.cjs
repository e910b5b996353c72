'use strict';
// What the test runners share: one server a run, an account for each of their workers, fresh tables for each file of tests.
const { Account, FIXTURES } = require('./account.cjs');
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

// {server, info, stop}: `info` is for joinServer() and can be JSON. The settings are in one of the directories.
async function startServer(...directories) {
  const { setup, ...options } = await loadConfig(...directories);
  for (const name of NOT_HERE) {
    if (options[name]) throw new TypeError(`${name} would leave parallel workers one account for all of them`);
  }
  const server = (await start(options)).unref();
  const undo = server.useEnvironment();
  const stop = async () => {
    undo();
    await server.stop();
  };
  try {
    if (setup) await setup(server);
    await server.snapshot(FIXTURES);
  } catch (error) {
    await stop();
    throw error;
  }
  const { url, region, certificate } = server;
  return { server, info: { url, region, certificate, adminToken: options.adminToken }, stop };
}

// For each file of tests, in its worker: the worker's account has the tables and items of the fixtures, and nothing else.
async function joinServer(info, worker) {
  const account = new Account(info, workerAccount(worker));
  account.useEnvironment();
  await account.restoreFixtures();
  return account;
}

module.exports = { joinServer, startServer, workerAccount };
