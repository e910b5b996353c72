'use strict';
const { startServer } = require('../lib/runner.cjs');
const running = require('./running.cjs');

// Workers are forked after this, and inherit the environment.
module.exports = async function globalSetup(globalConfig, projectConfig) {
  const { info, stop } = await startServer(projectConfig?.rootDir, globalConfig?.rootDir);
  process.env[running.VARIABLE] = JSON.stringify(info);
  globalThis[running.STOP] = stop;
};
