// One of Vitest's setupFiles, which it runs for each file of tests.
import { inject } from 'vitest';
import runner from '../lib/runner.cjs';

const info = inject('stator');
if (!info) throw new Error("stator-local/vitest/setup needs globalSetup: ['stator-local/vitest']");
await runner.joinServer(info, process.env.VITEST_POOL_ID);
