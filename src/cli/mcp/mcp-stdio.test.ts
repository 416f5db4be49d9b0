// The built command as a client starts it: over its standard streams.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtCommand } from '../../../scripts/built-command.ts';
import { callTool } from './testing/connect-agent.ts';

const text =
  'services:\n  web:\n    image: example/web:1\n    networks: [front]\nnetworks:\n  front:\n  back:\n';

let top = '';
let command = '';
beforeAll(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-mcp-')));
  command = join(await builtCommand(), 'bulkhead.js');
  writeFileSync(join(top, 'compose.yaml'), text);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('bulkhead mcp over stdio', () => {
  it('answers the client of the SDK, writes what was planned, and leaves with it', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['--', command, 'mcp', '--allow-write'],
      cwd: top,
      stderr: 'pipe',
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    expect(client.getServerVersion()?.name).toBe('bulkhead');
    expect(client.getInstructions()).toContain('unknown is never no');
    const args = { operations: ['attach=web:back'] };
    const planned = await callTool(client, 'plan_edit', args);
    expect(planned.data.diff).toContain('+    networks: [front, back]');
    expect(readFileSync(join(top, 'compose.yaml'), 'utf8')).toBe(text);
    const done = await callTool(client, 'apply_edit', { ...args, plan: planned.data.plan });
    expect(done.text).toContain('Written: compose.yaml');
    expect(readFileSync(join(top, 'compose.yaml'), 'utf8')).toContain('[front, back]');
    const hostile = await callTool(client, 'check', { files: ['../../etc/passwd'] });
    expect(hostile).toMatchObject({ isError: true, text: expect.stringContaining('outside') });
    await client.close();
  });

  it('writes nothing to its output but messages, and outlives what is none', async () => {
    const child = spawn(process.execPath, ['--', command, 'mcp', '--root', top], { cwd: tmpdir() });
    let out = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
    });
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    const send = (message: unknown) =>
      child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
    send('no json');
    send({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } },
    });
    send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'reach', arguments: {} } });
    while (out.split('\n').length < 3) await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.end();
    expect(await ended).toBe(0);
    const messages = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map(({ id }) => id)).toEqual([1, 2]);
    expect(messages[1].result.structuredContent.services[0].service).toBe('web');
  });

  it.each([
    [['mcp', 'compose.yaml'], 'takes no files, since each tool call names them'],
    [['mcp', '--root', 'gone'], 'gone:1:1: there is no such file'],
  ])('%j ends with 2', async (words, why) => {
    const child = spawn(process.execPath, ['--', command, ...words], {
      cwd: top,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString();
    });
    const code = await new Promise((resolve) => {
      child.once('close', resolve);
    });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(why) });
  });
});
