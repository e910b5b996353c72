'use strict';
const running = require('./running.cjs');

module.exports = async function globalTeardown() {
  const stop = globalThis[running.STOP];
  delete globalThis[running.STOP];
  delete process.env[running.VARIABLE];
  await stop?.();
};
