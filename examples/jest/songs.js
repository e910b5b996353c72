// The code under test. It knows nothing of Stator: the SDK takes endpoint, region and keys from the environment.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, QueryCommand, UpdateCommand } = require('@aws-sdk/lib-dynamodb');

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// Counts a play, and says how many there were.
async function play(artist, title) {
  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName: 'songs',
      Key: { artist, title },
      UpdateExpression: 'ADD plays :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes.plays;
}

async function titlesBy(artist) {
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: 'songs',
      KeyConditionExpression: 'artist = :artist',
      ExpressionAttributeValues: { ':artist': artist },
    }),
  );
  return Items.map((song) => song.title);
}

module.exports = { play, titlesBy };
