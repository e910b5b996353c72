'use strict';
// A server in a process of its own.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { Account, DEFAULT_ACCOUNT } = require('./account.cjs');
const { certificateFile, toArguments } = require('./arguments.cjs');
const { findBinary } = require('./binary.cjs');
const { regionOf } = require('./environment.cjs');

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;
const KEPT_LOG_LINES = 100;

class StartError extends Error {
  constructor(message, stderr, exitCode) {
    super(message);
    this.name = 'StartError';
    this.stderr = stderr;
    this.exitCode = exitCode;
  }
}

// Removed when the program has ended, or at the latest when this process does.
class TemporaryDirectory {
  #path;
  #atExit = () => this.remove();

  get = () => {
    if (!this.#path) {
      this.#path = fs.mkdtempSync(path.join(os.tmpdir(), 'stator-local-'));
      process.on('exit', this.#atExit);
    }
    return this.#path;
  };

  remove() {
    if (!this.#path) return;
    process.off('exit', this.#atExit);
    fs.rmSync(this.#path, { recursive: true, force: true });
    this.#path = undefined;
  }
}

const describe = ({ code, signal }) => (signal ? `signal ${signal}` : `status ${code}`);

// The child, what it says, and how it ends.
class Program {
  constructor(file, words, { cwd, env, onLog }, directory) {
    this.lines = [];
    this.file = file;
    this.cwd = cwd;
    // The pipe to its standard input is never written to. It ends with this process, even where that is killed, and the
    // program stops then (--stop-with-stdin).
    this.child = spawn(file, words, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stdin.on('error', () => {});
    this.started = false;
    readline.createInterface({ input: this.child.stderr }).on('line', (line) => {
      this.lines.push(line);
      if (this.lines.length > KEPT_LOG_LINES) this.lines.shift();
      if (this.started) onLog(line);
    });
    this.exited = new Promise((resolve) => {
      this.child.once('error', (error) => this.child.pid ?? resolve({ code: null, signal: null, error }));
      this.child.once('close', (code, signal) => resolve({ code, signal }));
    });
    this.exited.then(() => directory.remove());
  }

  // The address in the line that it prints when it listens.
  async listening(timeout) {
    let timer;
    const output = readline.createInterface({ input: this.child.stdout });
    const said = new Promise((resolve) => {
      output.on('line', (line) => {
        const found = / listening on (https?:\/\/\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
    });
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, timeout);
    });
    const url = await Promise.race([said, this.exited.then(() => undefined), late]);
    clearTimeout(timer);
    if (!url) throw await this.failure(timeout);
    this.started = true;
    return url;
  }

  async failure(timeout) {
    const running = this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
    if (running) this.child.kill('SIGKILL');
    const status = await this.exited;
    const stderr = this.lines.join('\n');
    const what = running ? `did not say within ${timeout} ms that it listens` : 'did not start';
    let why = stderr || describe(status);
    if (status.error) why = status.error.message;
    // The file is there, and what the kernel does not find is the loader that it names.
    if (this.cwd && !fs.existsSync(this.cwd)) why = `there is no directory ${this.cwd}`;
    else if (status.error?.code === 'ENOENT' && fs.existsSync(this.file))
      why += '; it needs glibc, which Alpine, for one, lacks';
    return new StartError(`${this.file} ${what}: ${why}`, stderr, status.code);
  }
}

class Server extends Account {
  #program;
  #stopping;

  constructor(program, place) {
    super(place, DEFAULT_ACCOUNT);
    this.#program = program;
    this.process = program.child;
    this.exited = program.exited;
    this.port = Number(new URL(place.url).port);
  }

  // What it wrote to standard error lately.
  get log() {
    return [...this.#program.lines];
  }

  async admin(...request) {
    try {
      return await super.admin(...request);
    } catch (error) {
      const { child, lines } = this.#program;
      if (error.name === 'AdministrationError' || (child.exitCode === null && child.signalCode === null)) throw error;
      const status = describe({ code: child.exitCode, signal: child.signalCode });
      throw new Error(`The server has ended (${status}) ${lines.join('\n')}`.trim(), { cause: error });
    }
  }

  unref() {
    const { child } = this.#program;
    for (const each of [child, child.stdin, child.stdout, child.stderr]) each.unref();
    return this;
  }

  ref() {
    const { child } = this.#program;
    for (const each of [child, child.stdout, child.stderr]) each.ref();
    return this;
  }

  stop({ timeout = STOP_TIMEOUT_MS } = {}) {
    this.#stopping ??= this.#stop(timeout);
    return this.#stopping;
  }

  async #stop(timeout) {
    const { child, lines } = this.#program;
    if (child.exitCode !== null || child.signalCode !== null) {
      const status = await this.exited;
      if (status.code === 0) return status;
      throw new Error(`The server had ended by itself (${describe(status)}) ${lines.join('\n')}`.trim());
    }
    this.ref();
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    child.kill('SIGTERM');
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }
}

if (Symbol.asyncDispose) {
  Server.prototype[Symbol.asyncDispose] = async function dispose() {
    await this.stop();
  };
}

// An address that a server listens on, as one at which clients on this machine find it.
function reachable(printed) {
  const url = new URL(printed);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
}

async function start(options = {}) {
  const given = { host: '127.0.0.1', port: 0, region: regionOf({ ...process.env, ...options.env }), ...options };
  const directory = new TemporaryDirectory();
  let program;
  try {
    const words = toArguments(given, directory.get);
    const settings = { cwd: given.cwd, env: given.env, onLog: given.onLog ?? ((line) => process.stderr.write(`${line}\n`)) };
    program = new Program(given.binary ?? findBinary(), words, settings, directory);
  } catch (error) {
    directory.remove();
    throw error;
  }
  const url = reachable(await program.listening(given.startTimeout ?? START_TIMEOUT_MS));
  const [accessKeyId, secretAccessKey] = Object.entries(given.verifySignatures ?? {})[0] ?? [];
  const certificate = certificateFile(given, directory.get);
  return new Server(program, {
    url,
    region: given.region,
    adminToken: given.adminToken,
    certificate,
    accessKeyId,
    secretAccessKey,
  });
}

module.exports = { Server, StartError, start };
