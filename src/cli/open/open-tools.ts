// What `open` does to the machine beside files and streams, handed in so that tests decide when it ends.

import { join } from 'node:path';
import { openBrowser } from './open-browser.ts';

export interface OpenTools {
  /** The built page, beside the built command. */
  readonly pageFolder: string;
  openBrowser(url: string, env: ReadonlyMap<string, string>): void;
  /** Resolves when the terminal wants it to end. */
  ended(): Promise<void>;
}

export const openTools: OpenTools = {
  pageFolder: join(import.meta.dirname, '..', 'page'),
  openBrowser,
  ended: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
};
