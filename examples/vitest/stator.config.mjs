import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** @type {import('stator-local').TestConfig} */
export default {
  tables: [
    {
      TableName: 'accounts',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
    },
  ],
  // Once; every file of tests then finds these items.
  async setup() {
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    await documents.send(new PutCommand({ TableName: 'accounts', Item: { owner: 'ada', balance: 100 } }));
    await documents.send(new PutCommand({ TableName: 'accounts', Item: { owner: 'bob', balance: 0 } }));
  },
};
