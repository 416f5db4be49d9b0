// How an agent reaches the server: over the streams of this process, for as long as it holds them.

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';

export interface McpTools {
  connect(): Transport;
  /** Resolves when the client has left, or the terminal wants it to end. */
  ended(): Promise<void>;
}

export const mcpTools: McpTools = {
  connect: () => new StdioServerTransport(),
  ended: () =>
    new Promise((resolve) => {
      for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
      // A client that is gone reads no answers.
      process.stdout.once('error', () => resolve());
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
};
