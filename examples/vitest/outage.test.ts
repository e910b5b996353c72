// Another file, perhaps in another worker at the same time: its items are its own, and so are its faults.
import { connect } from 'stator-local';
import { afterEach, expect, test } from 'vitest';
import { balance, transfer } from './bank.js';

const stator = connect();

afterEach(() => stator.faults.clear());

test('a transfer happens once, although its first answer gets lost', async () => {
  await stator.faults.set({ operation: 'TransactWriteItems', error: 'InternalServerError', after: true, count: 1 });
  await transfer('ada', 'bob', 30); // the SDK tries again, with the token of the first try
  expect(await balance('bob')).toBe(30);
  expect((await stator.faults.list())[0].met).toBe(1);
});
