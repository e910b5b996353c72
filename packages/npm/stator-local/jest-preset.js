'use strict';
module.exports = {
  globalSetup: require.resolve('./jest/global-setup.cjs'),
  globalTeardown: require.resolve('./jest/global-teardown.cjs'),
  setupFiles: [require.resolve('./jest/setup.cjs')],
};
