'use strict';
// One of Jest's setupFiles, which it runs for each file of tests.
const { joinServer } = require('../lib/runner.cjs');
const running = require('./running.cjs');

module.exports = async () => {
  const info = process.env[running.VARIABLE];
  if (!info)
    throw new Error("stator-local/jest/setup needs the globalSetup of stator-local/jest, or preset: 'stator-local'");
  await joinServer(JSON.parse(info), process.env.JEST_WORKER_ID);
};
