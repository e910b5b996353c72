// @aws-sdk/lib-dynamodb: plain JavaScript values, and a shop's single table as an application would keep it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, NumberValue, PutCommand, QueryCommand, ScanCommand,
  UpdateCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { collect, documents, makeTable } from './support.mjs';

test('plain values come back as they went', async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  const Item = {
    pk: 'x', text: 'añb', whole: 42, fraction: -0.25, yes: true, nothing: null, bytes: Uint8Array.of(1, 2, 255),
    words: new Set(['a', 'b']), numbers: new Set([1, 2.5]), list: [1, 'two', { three: [3, [4]] }], map: { a: { b: { c: null } } },
  };
  await documents.send(new PutCommand({ TableName, Item: { ...Item, dropped: undefined } }));
  const found = (await documents.send(new GetCommand({ TableName, Key: { pk: 'x' } }))).Item;
  assert.deepEqual(found, Item);
});

test('large numbers keep every digit', async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  const digits = '12345678901234567890123456789012345678';
  await documents.send(new PutCommand({ TableName, Item: { pk: 'x', n: NumberValue.from(digits), big: 9007199254740993n } }));
  const { Items } = await documents.send(new ScanCommand({ TableName, FilterExpression: 'n = :n AND big = :b',
    ExpressionAttributeValues: { ':n': NumberValue.from(digits), ':b': 9007199254740993n }, ProjectionExpression: 'pk' }));
  assert.deepEqual(Items, [{ pk: 'x' }]);
});

// Customers, their orders and the orders' lines share one table; an index lists the orders that are still open by date.
class Shop {
  constructor(table) {
    this.TableName = table;
  }

  addCustomer(id, name) {
    return documents.send(new PutCommand({ TableName: this.TableName, ConditionExpression: 'attribute_not_exists(pk)',
      Item: { pk: `C#${id}`, sk: 'PROFILE', name, orders: 0, address: { city: 'Porto' } } }));
  }

  async order(customer, id, date, lines) {
    const pk = `C#${customer}`;
    await documents.send(new UpdateCommand({ TableName: this.TableName, Key: { pk, sk: 'PROFILE' },
      UpdateExpression: 'SET orders = orders + :one, address.#last = :d', ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#last': 'last order' }, ExpressionAttributeValues: { ':one': 1, ':d': date } }));
    const rows = lines.map(([product, quantity], i) => ({ pk, sk: `O#${id}#L#${i}`, product, quantity }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [this.TableName]:
      [{ pk, sk: `O#${id}`, openSince: date, state: 'open' }, ...rows].map((Item) => ({ PutRequest: { Item } })) } }));
  }

  async ship(customer, id) {
    const { Attributes } = await documents.send(new UpdateCommand({ TableName: this.TableName,
      Key: { pk: `C#${customer}`, sk: `O#${id}` }, UpdateExpression: 'SET #s = :shipped REMOVE openSince',
      ConditionExpression: '#s = :open', ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':shipped': 'shipped', ':open': 'open' }, ReturnValues: 'UPDATED_OLD' }));
    return Attributes;
  }

  rows(customer, id) {
    return collect(paginateQuery({ client: documents, pageSize: 2 }, { TableName: this.TableName,
      KeyConditionExpression: 'pk = :c AND begins_with(sk, :o)',
      ExpressionAttributeValues: { ':c': `C#${customer}`, ':o': `O#${id}` } }));
  }

  async open() {
    const { Items } = await documents.send(new QueryCommand({ TableName: this.TableName, IndexName: 'openByDate',
      KeyConditionExpression: '#s = :open', ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':open': 'open' }, ScanIndexForward: false }));
    return Items.map((order) => order.sk);
  }
}

test('a shop in a single table', async (t) => {
  const shop = new Shop(await makeTable(t, ['pk:S', 'sk:S'], { gsi: { openByDate: ['state:S', 'openSince:S'] } }));
  await shop.addCustomer('ana', 'Ana');
  await shop.addCustomer('bea', 'Bea');
  await assert.rejects(shop.addCustomer('ana', 'Other'), { name: 'ConditionalCheckFailedException' });
  await shop.order('ana', '001', '2024-03-02', [['tea', 2], ['cup', 1], ['pot', 1]]);
  await shop.order('bea', '002', '2024-03-01', [['tea', 1]]);
  await shop.order('ana', '003', '2024-03-05', [['milk', 6]]);
  await assert.rejects(shop.order('cid', '004', '2024-03-06', []), { name: 'ConditionalCheckFailedException' });

  assert.deepEqual(await shop.open(), ['O#003', 'O#001', 'O#002']);
  const rows = await shop.rows('ana', '001');
  assert.deepEqual(rows.map((row) => row.product ?? row.state), ['open', 'tea', 'cup', 'pot']);

  assert.deepEqual(await shop.ship('ana', '001'), { state: 'open', openSince: '2024-03-02' });
  await assert.rejects(shop.ship('ana', '001'), { name: 'ConditionalCheckFailedException' });
  assert.deepEqual(await shop.open(), ['O#003', 'O#002']);

  const { TableName } = shop;
  const keys = ['ana', 'bea', 'cid'].map((id) => ({ pk: `C#${id}`, sk: 'PROFILE' }));
  const { Responses } = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys } } }));
  const byName = Object.fromEntries(Responses[TableName].map((customer) => [customer.name, customer]));
  assert.deepEqual(byName.Ana, { pk: 'C#ana', sk: 'PROFILE', name: 'Ana', orders: 2,
    address: { city: 'Porto', 'last order': '2024-03-05' } });
  assert.equal(byName.Bea.orders, 1);
  assert.equal(Responses[TableName].length, 2);

  const gone = await documents.send(new DeleteCommand({ TableName, Key: keys[1], ReturnValues: 'ALL_OLD' }));
  assert.equal(gone.Attributes.name, 'Bea');
});
