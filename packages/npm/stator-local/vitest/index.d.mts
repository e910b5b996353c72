/** What a run's server is, for its workers. */
export interface ProvidedServer {
  url: string;
  region: string;
  certificate?: string;
  adminToken?: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    stator: ProvidedServer;
  }
}

interface Project {
  config?: { root?: string };
  provide(key: 'stator', value: ProvidedServer): void;
}

/** Starts the server of a run of Vitest, and returns what stops it. Takes what Vitest gives a globalSetup. */
export default function globalSetup(project: Project): Promise<() => Promise<void>>;
