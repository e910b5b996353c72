// What every test here uses: clients of the endpoint that run.py started, and tables that are deleted afterwards.
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export const endpoint = process.env.STATOR_ENDPOINT ?? 'http://127.0.0.1:8000';
export const isPeer = process.env.STATOR_IS_A_PEER !== undefined;

export function connect(options = {}) {
  return new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'stator', secretAccessKey: 'secret' },
    maxAttempts: 1, // a retry would hide a wrong first answer
    ...options,
  });
}

export const client = connect();
export const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

const keySchema = (keys) =>
  keys.map((key, i) => ({ AttributeName: key.split(':')[0], KeyType: i === 0 ? 'HASH' : 'RANGE' }));

// makeTable(t, ['pk:S', 'sk:N'], { gsi: { byX: ['x:S'] } }) -> the table's name
export async function makeTable(t, keys, { gsi = {}, ...more } = {}) {
  const TableName = `js-${randomUUID().slice(0, 13)}`;
  const every = new Map([...keys, ...Object.values(gsi).flat()].map((key) => key.split(':')));
  const indexes = Object.entries(gsi).map(([IndexName, indexKeys]) => ({
    IndexName, KeySchema: keySchema(indexKeys), Projection: { ProjectionType: 'ALL' } }));
  await client.send(new CreateTableCommand({
    TableName,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...every].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length ? { GlobalSecondaryIndexes: indexes } : {}),
    ...more,
  }));
  t.after(() => client.send(new DeleteTableCommand({ TableName })).catch(() => {}));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName });
  return TableName;
}

export async function collect(pages, member = 'Items') {
  const all = [];
  for await (const page of pages) all.push(...(page[member] ?? []));
  return all;
}
