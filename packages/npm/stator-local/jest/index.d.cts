/** Starts the server of a run of Jest. Takes what Jest gives a globalSetup. */
export declare function globalSetup(globalConfig: unknown, projectConfig?: { rootDir?: string }): Promise<void>;
/** Stops it. */
export declare function globalTeardown(): Promise<void>;
