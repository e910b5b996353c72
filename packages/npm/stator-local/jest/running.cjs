'use strict';
// Where Jest's hooks find the run's server.
module.exports = { VARIABLE: 'STATOR_LOCAL_JEST', STOP: Symbol.for('stator-local.jest.stop') };
