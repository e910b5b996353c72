const { connect } = require('stator-local');
const { play, titlesBy } = require('./songs');

// Each file of tests begins with the tables of template.yaml, empty. For each test to begin so too:
beforeEach(() => connect().restoreFixtures());

test('plays are counted', async () => {
  expect(await play('Acme Band', 'Happy Day')).toBe(1);
  expect(await play('Acme Band', 'Happy Day')).toBe(2);
});

test('titles come in order', async () => {
  await play('Acme Band', 'PartiQL Rocks');
  await play('Acme Band', 'Happy Day');
  await play('No One You Know', 'Call Me Today');
  expect(await titlesBy('Acme Band')).toEqual(['Happy Day', 'PartiQL Rocks']);
});
