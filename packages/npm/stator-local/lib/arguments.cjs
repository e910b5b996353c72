'use strict';
// What start() is told, as the program's command line (docs/command_line.md).
const fs = require('node:fs');
const path = require('node:path');

const VALUES = {
  host: '--host',
  port: '--port',
  dbPath: '--db-path',
  region: '--region',
  throughput: '--throughput',
  transientStatusMs: '--transient-status-ms',
  streamShards: '--stream-shards',
  streamShardSplitInterval: '--stream-shard-split-interval',
  ttlDelay: '--ttl-delay',
  threads: '--threads',
  maxConnections: '--max-connections',
  idleTimeout: '--idle-timeout',
  cors: '--cors',
  adminToken: '--admin-token',
  logLevel: '--log-level',
  logFormat: '--log-format',
};
const FLAGS = { sync: '--sync', sharedDb: '--shared-db' };
const OTHERS = [
  'schema',
  'tables',
  'faults',
  'tls',
  'verifySignatures',
  'args',
  'binary',
  'cwd',
  'env',
  'startTimeout',
  'onLog',
];

function checkNames(options) {
  const known = [...Object.keys(VALUES), ...Object.keys(FLAGS), ...OTHERS];
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`start() has no option "${name}"; it has ${known.sort().join(', ')}`);
  }
}

// Beside the arguments, what has to be written for them: `directory()` makes a directory for that when it is first called.
function toArguments(options, directory) {
  checkNames(options);
  const words = [];
  const write = (name, content) => {
    const file = path.join(directory(), name);
    fs.writeFileSync(file, JSON.stringify(content));
    return file;
  };
  for (const [name, word] of Object.entries(VALUES)) {
    if (options[name] !== undefined) words.push(word, String(options[name]));
  }
  for (const [name, word] of Object.entries(FLAGS)) {
    if (options[name] !== undefined) words.push(`${word}=${Boolean(options[name])}`);
  }
  if (options.dbPath === undefined) words.push('--in-memory');
  for (const file of [options.schema ?? []].flat()) words.push('--schema', String(file));
  if (options.tables?.length) words.push('--schema', write('tables.json', options.tables));
  if (options.faults !== undefined) {
    words.push('--faults', typeof options.faults === 'string' ? options.faults : write('faults.json', options.faults));
  }
  if (options.tls === true) words.push('--tls-self-signed', '--tls-cert', path.join(directory(), 'certificate.pem'));
  else if (options.tls) words.push('--tls-cert', options.tls.cert, '--tls-key', options.tls.key);
  for (const [id, secret] of Object.entries(options.verifySignatures ?? {}))
    words.push('--verify-signatures', `${id}:${secret}`);
  return [...words, '--stop-with-stdin', ...(options.args ?? [])];
}

// The file that clients have to trust, or undefined.
function certificateFile(options, directory) {
  if (options.tls === true) return path.join(directory(), 'certificate.pem');
  return options.tls ? path.resolve(options.cwd ?? '.', options.tls.cert) : undefined;
}

module.exports = { toArguments, certificateFile };
