// Everything that the declarations promise, as a user of ES modules would write it. Compiled, never run.
import { AdministrationError, StartError, connect, findBinary, start } from 'stator-local';
import type { Account, ExitStatus, FaultRule, Server, Snapshot, StartOptions, TestConfig } from 'stator-local';

const rule: FaultRule = { operation: 'PutItem', latencyMs: { min: 1, max: 2 }, error: 'InternalServerError', count: 1 };
const options: StartOptions = { port: 0, schema: ['a.yaml'], tables: [{ TableName: 'songs' }], throughput: 'enforce', tls: true,
  faults: { seed: 1, rules: [rule] }, verifySignatures: { id: 'secret' }, env: { A: 'b' }, onLog: (line) => line.length };
const server: Server = await start(options);
const port: number = server.port;
const account: Account = server.account('111122223333');
const undo: () => void = account.useEnvironment();
const environment: Record<string, string | undefined> = server.environment(process.env);
const snapshot: Snapshot = await account.snapshot('a');
const count: number = (await account.restore('a', { from: server.id })) + (await account.reset({ region: 'eu-west-1' }));
const met: number | undefined = (await connect().faults.set(rule))[0]?.met;
const now: number = (await server.clock.advance(1)).now;
const pid: number | undefined = server.unref().process.pid;
const status: ExitStatus = await server.stop({ timeout: 1 });
const config: TestConfig = { tables: [], async setup(each) { await each.restoreFixtures(); } };
const errors = [new Error() as StartError, new Error() as AdministrationError];

// @ts-expect-error a misspelt option
await start({ dbpath: 'data' });
// @ts-expect-error an error that no rule can have
await account.faults.add({ error: 'Oops' });
// @ts-expect-error workers would share one account
export const shared: TestConfig = { sharedDb: true };

export { port, undo, environment, snapshot, count, met, now, pid, status, config, errors, findBinary };
