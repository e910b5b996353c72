// A globalSetup for Vitest: starts the run's server, and returns what stops it.
import runner from '../lib/runner.cjs';

export default async function globalSetup(project) {
  const { info, stop } = await runner.startServer(project.config?.root, project.vitest?.config?.root, process.cwd());
  project.provide('stator', info);
  return stop;
}
