// @aws-sdk/client-dynamodb-streams: a consumer that follows shards to their children. With it what goes along with streams in
// applications: a lock client with time to live, and a transaction that the SDK sends again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { DescribeTableCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { client, connect, documents, endpoint, isPeer, makeTable } from './support.mjs';

const streams = new DynamoDBStreamsClient({
  endpoint, region: 'us-east-1', credentials: { accessKeyId: 'stator', secretAccessKey: 'secret' }, maxAttempts: 1 });
const skip = isPeer ? 'other endpoints do not do this' : false;

async function admin(method, path, body = {}) {
  const answer = await fetch(`${endpoint}/_stator/${path}`, { method, ...(method === 'GET' ? {} : { body: JSON.stringify(body) }) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}
const advanceClock = (seconds) => admin('POST', 'clock/advance', { seconds });
const serverTime = async () => Math.floor((await admin('GET', 'clock')).now);

async function shardsOf(StreamArn, more = {}) {
  const shards = [];
  let ExclusiveStartShardId;
  do {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId, ...more }));
    shards.push(...StreamDescription.Shards);
    ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId;
  } while (ExclusiveStartShardId);
  return shards;
}

// Reads a shard to its end, then its children; calls `onRecord` for each record.
async function follow(StreamArn, ShardId, onRecord) {
  let { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
  while (ShardIterator) {
    const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 5 }));
    Records.forEach(onRecord);
    if (!Records.length && NextShardIterator) return; // still open, and read up to now
    ShardIterator = NextShardIterator;
  }
  const children = await shardsOf(StreamArn, { ShardFilter: { Type: 'CHILD_SHARDS', ShardId } });
  for (const child of children) await follow(StreamArn, child.ShardId, onRecord);
}

test('a consumer follows shards to their children', { skip }, async (t) => {
  const TableName = await makeTable(t, ['pk:S'], { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table.LatestStreamArn;
  const rounds = 4, items = 10;
  for (let n = 0; n < rounds; n++) {
    for (let i = 0; i < items; i++) await documents.send(new PutCommand({ TableName, Item: { pk: `item${i}`, n } }));
    const open = (await shardsOf(StreamArn)).filter((shard) => !shard.SequenceNumberRange.EndingSequenceNumber);
    await admin('POST', 'streams/split', { streamArn: StreamArn, shardId: open[0].ShardId });
  }
  const histories = {};
  for (const root of (await shardsOf(StreamArn)).filter((shard) => !shard.ParentShardId)) {
    await follow(StreamArn, root.ShardId, (record) => {
      (histories[record.dynamodb.Keys.pk.S] ??= []).push(Number(record.dynamodb.NewImage.n.N));
    });
  }
  assert.equal(Object.keys(histories).length, items);
  for (const history of Object.values(histories)) assert.deepEqual(history, [0, 1, 2, 3]);
});

test('a lock with a lease', { skip }, async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } }));
  const attempt = (command) => documents.send(command).then(() => true, (error) => {
    assert.equal(error.name, 'ConditionalCheckFailedException');
    return false;
  });
  const acquire = async (owner) => attempt(new PutCommand({ TableName, Item: { pk: 'lock', holder: owner, expires: (await serverTime()) + 20 },
    ConditionExpression: 'attribute_not_exists(pk) OR expires < :now', ExpressionAttributeValues: { ':now': await serverTime() } }));
  const renew = async (owner) => attempt(new UpdateCommand({ TableName, Key: { pk: 'lock' }, UpdateExpression: 'SET expires = :e',
    ConditionExpression: 'holder = :o', ExpressionAttributeValues: { ':o': owner, ':e': (await serverTime()) + 20 } }));
  const release = (owner) => attempt(new DeleteCommand({ TableName, Key: { pk: 'lock' }, ConditionExpression: 'holder = :o',
    ExpressionAttributeValues: { ':o': owner } }));
  const won = await Promise.all(['a', 'b', 'c', 'd'].map(acquire));
  assert.equal(won.filter(Boolean).length, 1);
  const owner = ['a', 'b', 'c', 'd'][won.indexOf(true)];
  await advanceClock(15);
  assert.equal(await renew(owner), true);
  await advanceClock(15);
  assert.equal(await acquire('late'), false);
  await advanceClock(10);
  assert.deepEqual((await documents.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items, []);
  assert.equal(await acquire('late'), true);
  assert.equal(await release(owner), false);
  assert.equal(await release('late'), true);
});

test('a transaction whose answer is lost is done once', { skip }, async (t) => {
  const TableName = await makeTable(t, ['pk:S']);
  for (const pk of ['a', 'b']) await documents.send(new PutCommand({ TableName, Item: { pk, money: 100 } }));
  const retrying = DynamoDBDocumentClient.from(connect({ maxAttempts: 4 }));
  const add = (pk, n) => ({ Update: { TableName, Key: { pk }, UpdateExpression: 'ADD money :n', ExpressionAttributeValues: { ':n': n } } });
  await admin('POST', 'faults', { rules: [
    { operation: 'TransactWriteItems', table: TableName, after: true, error: 'InternalServerError', count: 2 }] });
  try {
    const { $metadata } = await retrying.send(new TransactWriteCommand({ TransactItems: [add('a', -10), add('b', 10)] }));
    assert.equal($metadata.attempts, 3);
  } finally {
    await admin('DELETE', 'faults');
  }
  const money = async (pk) => (await documents.send(new GetCommand({ TableName, Key: { pk }, ConsistentRead: true }))).Item.money;
  assert.deepEqual([await money('a'), await money('b')], [90, 110]);
  const ClientRequestToken = randomUUID();
  const again = (n) => documents.send(new TransactWriteCommand({ ClientRequestToken, TransactItems: [add('a', -n), add('b', n)] }));
  await again(5);
  await again(5);
  await assert.rejects(again(6), { name: 'IdempotentParameterMismatchException' });
  assert.deepEqual([await money('a'), await money('b')], [85, 115]);
});
