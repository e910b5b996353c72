'use strict';
// For those who have a globalSetup of their own: what jest-preset.js would name.
const globalSetup = require('./global-setup.cjs');
const globalTeardown = require('./global-teardown.cjs');

module.exports = { globalSetup, globalTeardown };
