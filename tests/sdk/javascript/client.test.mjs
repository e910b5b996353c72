// @aws-sdk/client-dynamodb: the low-level client, its exception classes, waiters and paginators.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import {
  BatchGetItemCommand, BatchWriteItemCommand, ConditionalCheckFailedException, CreateTableCommand, DeleteItemCommand,
  DeleteTableCommand, DescribeTableCommand, GetItemCommand, ListTablesCommand, PutItemCommand, QueryCommand,
  ResourceInUseException, ResourceNotFoundException, ScanCommand, UpdateItemCommand, UpdateTableCommand, paginateListTables,
  paginateScan, waitUntilTableExists, waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { client, collect, connect, isPeer, makeTable } from './support.mjs';

const key = (pk) => ({ pk: { S: pk } });

test('a table from creation to deletion, with waiters', async () => {
  const TableName = `js-${randomUUID().slice(0, 13)}`;
  const request = {
    TableName,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
  };
  const made = await client.send(new CreateTableCommand(request));
  assert.equal(made.TableDescription.TableName, TableName);
  assert.ok(made.TableDescription.CreationDateTime instanceof Date);
  const quick = { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 };
  assert.equal((await waitUntilTableExists(quick, { TableName })).state, 'SUCCESS');
  await assert.rejects(client.send(new CreateTableCommand(request)), ResourceInUseException);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.TableStatus, 'ACTIVE');
  assert.equal(Table.ProvisionedThroughput.WriteCapacityUnits, 2);
  await client.send(new DeleteTableCommand({ TableName }));
  assert.equal((await waitUntilTableNotExists(quick, { TableName })).state, 'SUCCESS');
});

test('all ten types come back as they went', async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  const Item = {
    ...key('x'),
    s: { S: 'line\nbreak "quoted" \u0001 ☃ 𝄞' },
    n: { N: '-12345678901234567890.123456789012345678' },
    b: { B: Uint8Array.from({ length: 256 }, (_, i) => i) },
    yes: { BOOL: true },
    nothing: { NULL: true },
    list: { L: [{ N: '1' }, { L: [] }, { M: { deep: { S: '' } } }] },
    map: { M: { 'a.b': { BOOL: false }, empty: { M: {} } } },
    ss: { SS: ['a', 'b'] },
    ns: { NS: ['1', '2.5'] },
    bs: { BS: [Uint8Array.of(0), Uint8Array.of(255)] },
  };
  await client.send(new PutItemCommand({ TableName, Item }));
  const found = (await client.send(new GetItemCommand({ TableName, Key: key('x'), ConsistentRead: true }))).Item;
  found.ss.SS.sort();
  found.ns.NS.sort();
  found.bs.BS.sort((a, b) => a[0] - b[0]);
  assert.deepEqual(found, Item);
});

test('a failed condition is an exception with the item in it', async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  const Item = { ...key('x'), holder: { S: 'ana' }, n: { N: '1' } };
  await client.send(new PutItemCommand({ TableName, Item }));
  const commands = [
    new PutItemCommand({ TableName, Item: key('x'), ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    new UpdateItemCommand({ TableName, Key: key('x'), UpdateExpression: 'ADD n :v', ConditionExpression: 'n > :v',
      ExpressionAttributeValues: { ':v': { N: '1' } }, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    new DeleteItemCommand({ TableName, Key: key('x'), ConditionExpression: 'attribute_not_exists(holder)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  ];
  for (const command of commands) {
    await assert.rejects(client.send(command), (error) => {
      assert.ok(error instanceof ConditionalCheckFailedException);
      assert.equal(error.message, 'The conditional request failed');
      assert.deepEqual(error.Item, Item);
      assert.equal(error.$metadata.httpStatusCode, 400);
      return true;
    });
  }
  await assert.rejects(
    client.send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' })),
    (error) => error instanceof ConditionalCheckFailedException && error.Item === undefined);
});

test('errors have their classes', async () => {
  const TableName = 'no-such-table';
  for (const command of [new ScanCommand({ TableName }), new DescribeTableCommand({ TableName }),
    new DeleteTableCommand({ TableName })]) {
    await assert.rejects(client.send(command), ResourceNotFoundException);
  }
  await assert.rejects(client.send(new QueryCommand({ TableName, KeyConditionExpression: 'a = = b' })),
    { name: 'ValidationException' });
});

test('an unsigned request is told so', { skip: isPeer }, async () => {
  const unsigned = connect({ signer: { sign: async (request) => request } });
  await assert.rejects(unsigned.send(new ListTablesCommand({})), { name: 'MissingAuthenticationTokenException' });
});

test('paginators', async (t) => {
  const TableName = await makeTable(t, ['pk:S', 'sk:N']);
  for (let batch = 0; batch < 4; batch++) {
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]:
      Array.from({ length: 25 }, (_, i) => ({ PutRequest: { Item: { pk: { S: `p${i % 5}` }, sk: { N: `${batch * 25 + i}` } } } })) } }));
    assert.deepEqual(UnprocessedItems, {});
  }
  const items = await collect(paginateScan({ client, pageSize: 9 }, { TableName }));
  assert.deepEqual(items.map((item) => Number(item.sk.N)).sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
  const names = await collect(paginateListTables({ client, pageSize: 1 }, {}), 'TableNames');
  assert.ok(names.includes(TableName));
});

test('batches over two tables', async (t) => {
  const [one, two] = [await makeTable(t, ['pk:S']), await makeTable(t, ['pk:S'])];
  await client.send(new BatchWriteItemCommand({ RequestItems: {
    [one]: [{ PutRequest: { Item: key('a') } }, { PutRequest: { Item: key('b') } }],
    [two]: [{ PutRequest: { Item: key('c') } }] } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { [one]: [{ DeleteRequest: { Key: key('b') } }] } }));
  const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems: {
    [one]: { Keys: [key('a'), key('b')] }, [two]: { Keys: [key('c')] } } }));
  assert.deepEqual(Responses, { [one]: [key('a')], [two]: [key('c')] });
  assert.deepEqual(UnprocessedKeys, {});
});

test('capacity by index', async (t) => {
  const TableName = await makeTable(t, ['pk:S'], { gsi: { byX: ['x:S'] } });
  const put = await client.send(new PutItemCommand({ TableName, Item: { ...key('a'), x: { S: 'x' } }, ReturnConsumedCapacity: 'INDEXES' }));
  assert.deepEqual(put.ConsumedCapacity, { TableName, CapacityUnits: 2, Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { byX: { CapacityUnits: 1 } } });
});

test('an index with several attributes in its key', { skip: isPeer }, async (t) => {
  const define = (...names) => names.map((AttributeName) => ({ AttributeName, AttributeType: AttributeName === 'round' ? 'N' : 'S' }));
  const schema = (type, ...names) => names.map((AttributeName) => ({ AttributeName, KeyType: type }));
  const TableName = await makeTable(t, ['pk:S']);
  await client.send(new UpdateTableCommand({
    TableName,
    AttributeDefinitions: define('tournament', 'region', 'round', 'bracket'),
    GlobalSecondaryIndexUpdates: [{ Create: {
      IndexName: 'matches',
      KeySchema: [...schema('HASH', 'tournament', 'region'), ...schema('RANGE', 'round', 'bracket')],
      Projection: { ProjectionType: 'ALL' } } }],
  }));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName });
  let n = 0;
  for (const region of ['east', 'west']) {
    for (const round of [10, 9, 2]) {
      for (const bracket of ['lower', 'upper']) {
        await client.send(new PutItemCommand({ TableName, Item: { pk: { S: `m${n++}` }, tournament: { S: 'open' },
          region: { S: region }, round: { N: `${round}` }, bracket: { S: bracket } } }));
      }
    }
  }
  await client.send(new PutItemCommand({ TableName, Item: { ...key('partial'), tournament: { S: 'open' }, region: { S: 'east' } } }));
  const ask = (more, values) => client.send(new QueryCommand({ TableName, IndexName: 'matches',
    KeyConditionExpression: `tournament = :t AND #r = :r${more}`, ExpressionAttributeNames: { '#r': 'region' },
    ExpressionAttributeValues: { ':t': { S: 'open' }, ':r': { S: 'east' }, ...values } }));
  const rounds = (answer) => answer.Items.map((item) => `${item.round.N}${item.bracket.S[0]}`);
  assert.deepEqual(rounds(await ask('', {})), ['2l', '2u', '9l', '9u', '10l', '10u']);
  assert.deepEqual(rounds(await ask(' AND round > :n', { ':n': { N: '2' } })), ['9l', '9u', '10l', '10u']);
  assert.deepEqual(rounds(await ask(' AND round = :n AND begins_with(bracket, :b)', { ':n': { N: '9' }, ':b': { S: 'up' } })), ['9u']);
  await assert.rejects(ask(' AND bracket = :b', { ':b': { S: 'upper' } }), { name: 'ValidationException' });
});

test('warm and on-demand throughput are kept', { skip: isPeer }, async (t) => {
  const TableName = await makeTable(t, ['pk:S'], { OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 },
    DeletionProtectionEnabled: true });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.deepEqual(Table.OnDemandThroughput, { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 });
  assert.deepEqual(Table.WarmThroughput, { ReadUnitsPerSecond: 12000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' });
  assert.equal(Table.DeletionProtectionEnabled, true);
  await assert.rejects(client.send(new DeleteTableCommand({ TableName })), /protected against deletion/);
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
});

test('a table is found by its ARN', { skip: isPeer }, async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  await client.send(new PutItemCommand({ TableName: Table.TableArn, Item: key('a') }));
  assert.deepEqual((await client.send(new ScanCommand({ TableName }))).Items, [key('a')]);
});

test('many requests over a few connections', async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  await Promise.all(Array.from({ length: 300 }, (_, i) =>
    client.send(new UpdateItemCommand({ TableName, Key: key(`k${i % 7}`), UpdateExpression: 'ADD hits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } } }))));
  const { Items } = await client.send(new ScanCommand({ TableName }));
  assert.equal(Items.reduce((sum, item) => sum + Number(item.hits.N), 0), 300);
});
