// The code under test. It knows nothing of Stator: the SDK takes endpoint, region and keys from the environment.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function balance(owner: string): Promise<number> {
  const { Item } = await documents.send(new GetCommand({ TableName: 'accounts', Key: { owner }, ConsistentRead: true }));
  return Item?.balance;
}

const change = (owner: string, by: number, condition: string) => ({
  Update: {
    TableName: 'accounts',
    Key: { owner },
    UpdateExpression: 'ADD balance :by',
    ConditionExpression: condition,
    ExpressionAttributeValues: { ':by': by, ...(condition.includes(':least') && { ':least': -by }) },
  },
});

export async function transfer(from: string, to: string, amount: number): Promise<void> {
  await documents.send(
    new TransactWriteCommand({
      TransactItems: [change(from, -amount, 'balance >= :least'), change(to, amount, 'attribute_exists(balance)')],
    }),
  );
}
