// Names that a terminal or a reader would obey, in what an agent is told: the text is safe to show, and the data is exact.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostileServices, hostileStack, hostileTexts, unseen } from '../testing/hostile-names.ts';
import { connectAgent } from './testing/connect-agent.ts';

const text = Object.values(hostileTexts).join('');
const [web, db] = hostileServices(text);

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-mcp-')));
  writeFileSync(join(root, 'compose.yaml'), hostileStack(text));
  mkdirSync(join(root, 'other'));
  writeFileSync(join(root, 'other/compose.yaml'), `name: ${JSON.stringify(text)}\n${hostileStack(text)}`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('a tool says no name as it is', async () => {
  const { call } = await connectAgent(root);
  const calls: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['stacks', {}],
    ['check', {}],
    ['reach', {}],
    ['reach', { service: web }],
    ['explain', { from: web, to: db }],
    ['explain', { from: web, to: `no${text}` }],
    ['diff', { operations: ['detach=two:x'] }],
    ['plan_edit', { operations: [`detach=${web}:net${text}`] }],
    ['plan_edit', { operations: ['unpublish=two:80'] }],
    ['plan_edit', { operations: [`${text}=1`] }],
  ];
  for (const [name, args] of calls) {
    const { text: said } = await call(name, args);
    expect(said, name).not.toBe('');
    const found = unseen.exec(said);
    expect(found && [name, said.slice(Math.max(0, found.index - 60), found.index + 10)]).toBe(null);
  }
  expect(JSON.stringify((await call('explain', { from: web, to: db })).data)).toContain(
    JSON.stringify(db).slice(1, -1),
  );
});
