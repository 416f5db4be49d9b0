import { defineConfig } from 'vitest/config';
import { composeSchema } from './scripts/compose-schema/plugin.ts';

export default defineConfig({
  plugins: [composeSchema()],
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
  },
});
