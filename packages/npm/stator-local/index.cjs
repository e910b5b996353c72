'use strict';
const { AdministrationError, connect } = require('./lib/account.cjs');
const { findBinary } = require('./lib/binary.cjs');
const { StartError, start } = require('./lib/server.cjs');

module.exports = { AdministrationError, StartError, connect, findBinary, start };
