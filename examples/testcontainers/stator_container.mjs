// Stator as a container for tests: await new StatorContainer().start()
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AbstractStartedContainer, GenericContainer, Wait } from 'testcontainers';

const PORT = 8000;

export class StatorContainer extends GenericContainer {
  #token = randomUUID();

  // `docker build -t stator .` in Stator's source makes the image.
  constructor(image = process.env.STATOR_IMAGE ?? 'stator') {
    super(image);
    this.withExposedPorts(PORT);
    this.withWaitStrategy(Wait.forHttp('/', PORT));
    this.withEnvironment({ STATOR_ADMIN_TOKEN: this.#token });
  }

  async start() {
    return new StartedStatorContainer(await super.start(), this.#token);
  }
}

export class StartedStatorContainer extends AbstractStartedContainer {
  #token;
  #accounts = 0;

  constructor(container, token) {
    super(container);
    this.#token = token;
  }

  get endpoint() {
    return `http://${this.getHost()}:${this.getMappedPort(PORT)}`;
  }

  // A client that sees no other's tables: it has an account of its own.
  newClient(options = {}) {
    this.#accounts += 1;
    const account = String(this.#accounts).padStart(12, '0');
    const client = new DynamoDBClient({
      endpoint: this.endpoint, region: 'us-east-1', credentials: { accessKeyId: account, secretAccessKey: 'any' }, ...options });
    return { client, account };
  }

  // What docs/administration.md describes; from outside the container it takes the token.
  async admin(method, route, body) {
    const answer = await fetch(`${this.endpoint}/_stator/${route}`, {
      method, headers: { Authorization: `Bearer ${this.#token}` }, body: body === undefined ? undefined : JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
