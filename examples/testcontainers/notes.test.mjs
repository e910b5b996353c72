// npm install && npm test
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Wait } from 'testcontainers';
import { StatorContainer } from './stator_container.mjs';

let stator;
before(async () => { stator = await new StatorContainer().start(); });
after(() => stator?.stop());

async function notesOf(client) {
  await client.send(new CreateTableCommand({
    TableName: 'notes', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] }));
  return DynamoDBDocumentClient.from(client);
}

test('a note is found again', async () => {
  const notes = await notesOf(stator.newClient().client);
  await notes.send(new PutCommand({ TableName: 'notes', Item: { id: '1', text: 'Call Ann' } }));
  const found = await notes.send(new GetCommand({ TableName: 'notes', Key: { id: '1' } }));
  assert.equal(found.Item.text, 'Call Ann');
});

test('each test has tables of its own, of the same names', async () => {
  const notes = await notesOf(stator.newClient().client);
  assert.equal((await notes.send(new GetCommand({ TableName: 'notes', Key: { id: '1' } }))).Item, undefined);
  const { client } = stator.newClient();
  assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
});

test('the SDK tries again what was throttled', async () => {
  const { client, account } = stator.newClient({ maxAttempts: 5 });
  const notes = await notesOf(client);
  await stator.admin('POST', 'faults', {
    rules: [{ account, operation: 'PutItem', error: 'ProvisionedThroughputExceededException', count: 2 }] });
  const written = await notes.send(new PutCommand({ TableName: 'notes', Item: { id: '2', text: 'Call Bob' } }));
  assert.equal(written.$metadata.attempts, 3);
});

test('data outlives a restart of the container, and its health check says when it is there', async () => {
  const container = await new StatorContainer()
    .withCommand(['--db-path', 'data'])
    .withHealthCheck({ test: ['CMD', 'stator', 'healthcheck'], interval: 500, timeout: 3000, retries: 20, startPeriod: 0 })
    .withWaitStrategy(Wait.forHealthCheck())
    .start();
  try {
    const notes = await notesOf(container.newClient().client);
    await notes.send(new PutCommand({ TableName: 'notes', Item: { id: '3', text: 'Call Cid' } }));
    await container.restart();
    const again = container.newClient({ credentials: { accessKeyId: '000000000001', secretAccessKey: 'any' } }).client;
    const found = await DynamoDBDocumentClient.from(again).send(new GetCommand({ TableName: 'notes', Key: { id: '3' } }));
    assert.equal(found.Item.text, 'Call Cid');
  } finally {
    await container.stop();
  }
});
