// An agent beside the server, in one process: the SDK's own client, and a real folder on the disk.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { openRoots } from '../../confined/root-folders.ts';
import { runSync } from '../../git/run-git.ts';
import type { ProjectOptions } from '../../input/project-options.ts';
import { createNodeIo } from '../../node-io.ts';
import { createMcpServer } from '../create-mcp-server.ts';

export interface ToolResult {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
}

export interface Agent {
  readonly client: Client;
  call(name: string, args?: Readonly<Record<string, unknown>>): Promise<ToolResult>;
}

const disk = createNodeIo();

const options: ProjectOptions = {
  profile: [],
  envFile: [],
  engine: defaultReachOptions.engine,
  userlandProxy: true,
};

/** Calls a tool and returns what the client receives. */
export async function callTool(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<ToolResult> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
  const [first] = Array.isArray(content) ? content : [];
  return {
    text: String(first?.text),
    data: (structuredContent ?? {}) as ToolResult['data'],
    isError: isError === true,
  };
}

/** Connects a client to a server for `root`. */
export async function connectAgent(
  root: string,
  {
    allowWrite = false,
    env = {},
    also = [],
  }: { allowWrite?: boolean; env?: Readonly<Record<string, string>>; also?: readonly string[] } = {},
): Promise<Agent> {
  const machine = { ...disk, variables: new Map(Object.entries(env)) };
  const server = createMcpServer({
    machine,
    root: openRoots(root, also, [], '--root'),
    options,
    allowWrite,
    run: runSync,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return { client, call: (name, args) => callTool(client, name, args) };
}
