// Another file, perhaps in another worker at the same time: its tables are its own, and so are its faults.
const { connect } = require('stator-local');
const { play } = require('./songs');

const stator = connect();

afterEach(() => stator.faults.clear());

test('a play survives what the SDK tries again', async () => {
  await stator.faults.set({ operation: 'UpdateItem', error: 'InternalServerError', count: 2 });
  expect(await play('Acme Band', 'Happy Day')).toBe(1);
  expect((await stator.faults.list())[0].met).toBe(2);
});

test('a play that was counted although its answer got lost is counted twice', async () => {
  await stator.restoreFixtures();
  await stator.faults.set({ operation: 'UpdateItem', error: 'InternalServerError', after: true, count: 1 });
  expect(await play('Acme Band', 'Happy Day')).toBe(2);
});
