// As a user of CommonJS would write it. Compiled, never run.
import stator = require('stator-local');
import jest = require('stator-local/jest');

export const server: Promise<stator.Server> = stator.start({ dbPath: 'data' });
export const setup: Promise<void> = jest.globalSetup({}, { rootDir: '.' });
export const teardown: Promise<void> = jest.globalTeardown();
