import type { ChildProcess } from 'node:child_process';

/** Command-line options of the program; docs/command_line.md has more about each. */
export interface StartOptions {
  /** 127.0.0.1 if not given. */
  host?: string;
  /** Any free one if not given. */
  port?: number;
  /** Keep tables in this directory; in memory if not given. */
  dbPath?: string;
  /** Wait for the disk at every write. */
  sync?: boolean;
  /** One set of tables for all accounts and regions. */
  sharedDb?: boolean;
  /** Of `schema` and `tables`, and of clients: AWS_REGION, AWS_DEFAULT_REGION or us-east-1 if not given. */
  region?: string;
  /** Files that describe tables: CreateTable or DescribeTable JSON, CloudFormation, SAM, a Terraform plan. */
  schema?: string | readonly string[];
  /** CreateTable requests. */
  tables?: readonly object[];
  throughput?: 'account' | 'enforce';
  /** A file of fault rules, or what would be in it. */
  faults?: string | { seed?: number; rules: readonly FaultRule[] };
  transientStatusMs?: number;
  streamShards?: number;
  /** Seconds. */
  streamShardSplitInterval?: number;
  /** Seconds. */
  ttlDelay?: number;
  threads?: number;
  maxConnections?: number;
  /** Seconds. */
  idleTimeout?: number;
  cors?: string;
  /** true: a certificate made at the start, which is then in the file `server.certificate`. */
  tls?: boolean | { cert: string; key: string };
  /** Secret access keys by access key id: take only requests signed with these. */
  verifySignatures?: Readonly<Record<string, string>>;
  adminToken?: string;
  logLevel?: 'error' | 'warning' | 'info' | 'debug';
  logFormat?: 'text' | 'json';
  /** Further arguments. */
  args?: readonly string[];
  /** The program; see findBinary() if not given. */
  binary?: string;
  /** The working directory, which relative paths are relative to. */
  cwd?: string;
  /** In addition to this process' environment. */
  env?: Readonly<Record<string, string>>;
  /** Milliseconds; 30,000 if not given. */
  startTimeout?: number;
  /** What to do with a line of its log; to standard error if not given. */
  onLog?: (line: string) => void;
}

export interface FaultRule {
  operation?: string;
  table?: string;
  keyPrefix?: string;
  account?: string;
  probability?: number;
  count?: number;
  latencyMs?: number | { min: number; max: number } | { mean: number; deviation: number };
  error?: 'InternalServerError' | 'ProvisionedThroughputExceededException' | 'ThrottlingException' | 'RequestLimitExceeded';
  connection?: 'drop' | 'cut';
  after?: boolean;
  /** How many requests it has decided: in answers. */
  met?: number;
}

export interface ClockState {
  /** Seconds since 1970. */
  now: number;
  frozen: boolean;
  aheadSeconds: number;
}

export interface Snapshot {
  name: string;
  account: string;
  /** Seconds since 1970. */
  taken: number;
  tables: { region: string; table: string }[];
}

export interface ExitStatus {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** An account of a running server. Tables of one account are invisible to the others. */
export interface Account {
  /** 12 digits. */
  readonly id: string;
  readonly url: string;
  readonly region: string;
  /** The file with the certificate that clients have to trust, if it speaks https. */
  readonly certificate: string | undefined;
  readonly credentials: { accessKeyId: string; secretAccessKey: string };

  /** Another account of the same server. */
  account(id: string): Account;
  /** For `new DynamoDBClient()`. */
  clientConfig(): { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** Variables for another process; those that it must not have are undefined. */
  environment(base?: Readonly<Record<string, string | undefined>>): Record<string, string | undefined>;
  /** The same, done to process.env. Returns what undoes it. */
  useEnvironment(target?: Record<string, string | undefined>): () => void;

  /** Drops the account's tables; says how many. */
  reset(options?: { region?: string }): Promise<number>;
  snapshot(name: string): Promise<Snapshot>;
  /** Brings back the account's tables, or those of another account, as they were; says how many. */
  restore(name: string, options?: { from?: string }): Promise<number>;
  /** In a run of tests: what a file of tests begins with. */
  restoreFixtures(): Promise<number>;
  snapshots(): Promise<Snapshot[]>;
  deleteSnapshot(name: string): Promise<void>;

  /** Rules for requests of this account. Each answers with the rules that there are then. */
  readonly faults: {
    list(): Promise<FaultRule[]>;
    add(rules: FaultRule | readonly FaultRule[]): Promise<FaultRule[]>;
    set(rules: FaultRule | readonly FaultRule[]): Promise<FaultRule[]>;
    clear(): Promise<void>;
  };
  /** The server's clock: there is one for all accounts. */
  readonly clock: {
    read(): Promise<ClockState>;
    advance(seconds: number): Promise<ClockState>;
    freeze(): Promise<ClockState>;
    resume(): Promise<ClockState>;
  };
  /** What was consumed, as text. */
  report(): Promise<string>;
  /** Any route of docs/administration.md: `admin('PUT', 'throughput', { mode: 'enforce' })`. */
  admin(method: string, route: string, body?: object): Promise<any>;
}

/** A server that start() started; as an account, it is 000000000000. */
export interface Server extends Account {
  readonly port: number;
  readonly process: ChildProcess;
  /** When it has ended, however that came. */
  readonly exited: Promise<ExitStatus>;
  /** The latest lines that it wrote to standard error. */
  readonly log: string[];
  /** Lets it finish what is under way, and kills it if that takes longer than `timeout`, 10,000 ms if not given. */
  stop(options?: { timeout?: number }): Promise<ExitStatus>;
  /** Lets this process end without having stopped it; it then stops by itself. */
  unref(): this;
  ref(): this;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The program ended, or never said that it listens. */
export declare class StartError extends Error {
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** A server refused a request of its administration. */
export declare class AdministrationError extends Error {
  readonly status: number;
}

/** Starts a server in a process of its own, which ends with this one at the latest. */
export declare function start(options?: StartOptions): Promise<Server>;

/** A server that is there already: the one, and the account, that the environment names, as environment() does. */
export declare function connect(options?: {
  url?: string;
  account?: string;
  region?: string;
  adminToken?: string;
  certificate?: string;
}): Account;

/** The program that start() runs: STATOR_BINARY, the installed package for this platform, or `stator` on the PATH. */
export declare function findBinary(): string;

/** What stator.config.* exports: for the server of a run of tests. */
export interface TestConfig extends Omit<StartOptions, 'sharedDb' | 'verifySignatures'> {
  /** A server that runs already, to be used instead of one of the run's own; then only some of the other options have a meaning. */
  url?: string;
  /** Of that server. */
  certificate?: string;
  /** Once, with the account's variables in process.env. What it makes there, each file of tests finds. */
  setup?: (account: Account) => void | Promise<void>;
}
