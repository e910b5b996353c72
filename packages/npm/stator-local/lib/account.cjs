'use strict';
// An account on a running server: its administration (docs/administration.md), and how to get there.
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const environment = require('./environment.cjs');

const DEFAULT_ACCOUNT = '000000000000';
// Where a run of tests prepares what its files begin with. Not the default account, which may be somebody's.
const FIXTURES = { account: '199999999999', snapshot: 'stator-local.fixtures' };
const ACCOUNT = /^\d{12}$/;
const REQUEST_TIMEOUT_MS = 120_000; // restoring millions of items takes seconds

class AdministrationError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'AdministrationError';
    this.status = status;
  }
}

// Who answers need not be Stator.
function answerOf(type, text) {
  if (!/json/.test(type ?? '')) return text;
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return text;
  }
}

// Not fetch(): it is not there in every test environment, and knows of no certificates.
function send(place, method, route, body, more) {
  const url = new URL(route, place.url);
  const secure = url.protocol === 'https:';
  const content = body === undefined ? '' : JSON.stringify(body);
  // Node would send the body of a DELETE without its length.
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content), ...more };
  const ca = secure && place.certificate ? fs.readFileSync(place.certificate) : undefined;
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).request(url, { method, headers, agent: false, ca, timeout: REQUEST_TIMEOUT_MS });
    request.on('timeout', () => request.destroy(new Error(`${url} did not answer`)));
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks = [];
      response.on('error', reject);
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const answer = answerOf(response.headers['content-type'], text);
        if (response.statusCode === 200) return resolve(answer);
        const why = answer.error ?? answer.message ?? text;
        reject(new AdministrationError(response.statusCode, `${method} ${url}: ${why}`));
      });
    });
    request.end(content);
  });
}

const ask = (place, method, route, body) =>
  send(place, method, `/_stator/${route}`, body, place.adminToken ? { authorization: `Bearer ${place.adminToken}` } : {});

// Without an SDK, by a request that claims to be signed: whose it is counts, and not the signature.
const createTable = ({ url, certificate, id, region }, request) =>
  send({ url, certificate }, 'POST', '/', request, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'DynamoDB_20120810.CreateTable',
    'x-amz-date': '20260101T000000Z',
    authorization:
      `AWS4-HMAC-SHA256 Credential=${id}/20260101/${region}/dynamodb/aws4_request, ` +
      'SignedHeaders=host;x-amz-date;x-amz-target, Signature=0',
  });

class Account {
  #place;

  // place: url, region, and perhaps adminToken, certificate, accessKeyId and secretAccessKey
  constructor(place, id) {
    if (!ACCOUNT.test(id)) throw new TypeError(`An account is 12 digits, and not ${JSON.stringify(id)}`);
    this.#place = place;
    this.id = id;
    this.url = place.url;
    this.region = place.region;
    this.certificate = place.certificate;
    const admin = (...request) => this.admin(...request);
    this.clock = {
      read: () => admin('GET', 'clock'),
      advance: (seconds) => admin('POST', 'clock/advance', { seconds }),
      freeze: () => admin('POST', 'clock/freeze'),
      resume: () => admin('POST', 'clock/resume'),
    };
    const rules = (list) => ({ account: this.id, rules: [list].flat() });
    const ours = (answer) => answer.rules.filter((rule) => rule.account === this.id);
    this.faults = {
      list: async () => ours(await admin('GET', 'faults')),
      add: async (list) => ours(await admin('POST', 'faults', rules(list))),
      set: async (list) => ours(await admin('PUT', 'faults', rules(list))),
      clear: async () => void (await admin('PUT', 'faults', rules([]))),
    };
  }

  // Another account of the same server.
  account(id) {
    return new Account(this.#place, id);
  }

  admin(method, route, body) {
    return ask(this.#place, method, route, body);
  }

  async reset({ region } = {}) {
    return (await this.admin('POST', 'reset', { account: this.id, region })).droppedTables;
  }

  snapshot(name) {
    return this.admin('POST', `snapshot/${encodeURIComponent(name)}`, { account: this.id });
  }

  async restore(name, { from } = {}) {
    return (await this.admin('POST', `restore/${encodeURIComponent(name)}`, { account: this.id, from })).tables;
  }

  restoreFixtures() {
    return this.restore(FIXTURES.snapshot, { from: FIXTURES.account });
  }

  async snapshots() {
    return (await this.admin('GET', `snapshots?account=${this.id}`)).snapshots;
  }

  async deleteSnapshot(name) {
    await this.admin('DELETE', `snapshot/${encodeURIComponent(name)}`, { account: this.id });
  }

  report() {
    return this.admin('GET', 'report');
  }

  // An access key id of 12 digits is an account; any other is the default one's, and any secret will do. Unless the server
  // was told to verify signatures: then these are what it was told.
  get credentials() {
    const { accessKeyId, secretAccessKey } = this.#place;
    if (accessKeyId) return { accessKeyId, secretAccessKey };
    return { accessKeyId: this.id === DEFAULT_ACCOUNT ? 'stator' : this.id, secretAccessKey: 'stator' };
  }

  clientConfig() {
    return { endpoint: this.url, region: this.region, credentials: this.credentials };
  }

  environment(base = process.env) {
    return environment.variables({ ...this.#place, ...this.credentials }, base);
  }

  useEnvironment(target = process.env) {
    return environment.apply(this.environment(target), target);
  }
}

// The account and the server that the environment names, as environment() does; options hold before it.
function connect(options = {}) {
  const url = options.url ?? process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (!url) throw new Error('connect() needs a url, or AWS_ENDPOINT_URL_DYNAMODB in the environment');
  const key = process.env.AWS_ACCESS_KEY_ID ?? '';
  const place = {
    url: new URL(url).origin,
    region: options.region ?? environment.regionOf({ ...process.env, STATOR_REGION: undefined }),
    adminToken: options.adminToken ?? process.env.STATOR_ADMIN_TOKEN,
    certificate: options.certificate ?? process.env.NODE_EXTRA_CA_CERTS,
  };
  return new Account(place, options.account ?? (ACCOUNT.test(key) ? key : DEFAULT_ACCOUNT));
}

module.exports = { Account, AdministrationError, DEFAULT_ACCOUNT, FIXTURES, connect, createTable };
