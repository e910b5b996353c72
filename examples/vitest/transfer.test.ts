import { connect } from 'stator-local';
import { beforeEach, expect, test } from 'vitest';
import { balance, transfer } from './bank.js';

// Each file of tests begins with the items of stator.config.mjs. For each test to begin so too:
beforeEach(async () => {
  await connect().restoreFixtures();
});

test('a transfer changes both balances', async () => {
  await transfer('ada', 'bob', 30);
  expect(await balance('ada')).toBe(70);
  expect(await balance('bob')).toBe(30);
});

test('a transfer that one of them cannot make changes neither', async () => {
  await expect(transfer('ada', 'bob', 101)).rejects.toThrow('ConditionalCheckFailed');
  await expect(transfer('ada', 'eve', 1)).rejects.toThrow('ConditionalCheckFailed');
  expect(await balance('ada')).toBe(100);
  expect(await balance('bob')).toBe(0);
});
