// Two files of tests, each in its worker, wait for each other in an account that is neither's. While both run, each has the
// same table with an item of its own and no other.
const { DynamoDBClient, PutItemCommand, ScanCommand } = require('@aws-sdk/client-dynamodb');
const { connect } = require('stator-local');

const PATIENCE_MS = 60_000;

const scan = async (client) => (await client.send(new ScanCommand({ TableName: 'things', ConsistentRead: true }))).Items;
const put = (client, id, account) =>
  client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: id }, account: { S: account } } }));

// Until both have come to this point; says which accounts they have.
async function both(client, point, name, account) {
  await put(client, `${point}.${name}`, account);
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const found = (await scan(client)).filter((item) => item.id.S.startsWith(`${point}.`));
    if (found.length === 2) return found.map((item) => item.account.S);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the other file never came to ${point}`);
}

async function together(name) {
  const mine = connect();
  const common = new DynamoDBClient(mine.account('000000000000').clientConfig());
  const client = new DynamoDBClient({});
  const accounts = await both(common, 'start', name, mine.id);
  const before = (await scan(client)).length;
  await put(client, name, mine.id);
  await mine.faults.set({ operation: 'ListTables', error: 'InternalServerError' });
  await both(common, 'written', name, mine.id);
  const items = await scan(client);
  const faults = await mine.faults.list();
  await both(common, 'read', name, mine.id);
  await mine.restoreFixtures();
  return {
    accounts,
    before,
    items: items.map((item) => item.id.S),
    faults: faults.length,
    after: (await scan(client)).length,
  };
}

function meet(name) {
  test(
    `${name} is alone with its items`,
    async () => {
      const { accounts, ...seen } = await together(name);
      expect(new Set(accounts).size).toBe(2);
      expect(accounts.every((account) => /^10000000000\d$/.test(account))).toBe(true);
      expect(seen).toEqual({ before: 0, items: [name], faults: 1, after: 0 });
    },
    2 * PATIENCE_MS,
  );
}

module.exports = { meet, together };
