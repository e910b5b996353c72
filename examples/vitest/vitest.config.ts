import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: ['stator-local/vitest'], setupFiles: ['stator-local/vitest/setup'] },
});
