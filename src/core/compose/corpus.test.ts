// Opt-in: `CORPUS_DIR=folder npx vitest run src/core/compose/corpus` tries every compose file below that folder.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits, invertEdits } from '../text/edit.ts';
import { openDocument } from './open-document.ts';
import type { Operation } from './operations/operation.ts';
import { planOperation } from './operations/plan-operation.ts';
import type { Topology } from './topology.ts';

const folder = process.env.CORPUS_DIR;

function composeFiles(root: string): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(root, name));
}

/** Operations of every kind that the model lets one think of. */
function operationsFor(topology: Topology): readonly Operation[] {
  const operations: Operation[] = [{ type: 'add-network', network: 'fresh', internal: false }];
  const networks = [...topology.networks.keys()];
  for (const network of networks) {
    operations.push(
      { type: 'internal', network, internal: true },
      { type: 'rename-network', network, to: 'renamed' },
      { type: 'remove-network', network, soleMembers: 'none' },
    );
  }
  for (const service of topology.services.values()) {
    const name = service.name;
    for (const network of networks) operations.push({ type: 'attach', service: name, network });
    for (const { network } of service.attachments) {
      operations.push(
        { type: 'detach', service: name, network, last: 'none' },
        { type: 'alias', service: name, network, alias: 'store' },
      );
    }
    for (const item of service.ports) {
      const hostPort = item.bindings[0]?.hostPort ?? '';
      const containerPort = String(item.bindings[0]?.containerPort ?? '');
      operations.push(
        { type: 'unpublish', service: name, hostPort, containerPort, protocol: null },
        { type: 'bind', service: name, hostPort, containerPort, hostIp: '127.0.0.1' },
        { type: 'remap', service: name, from: containerPort, to: '8080' },
      );
    }
    operations.push(
      { type: 'mode', service: name, mode: { kind: 'host' } },
      { type: 'cap-drop', service: name, capability: 'ALL' },
      { type: 'user', service: name, user: '1000' },
      { type: 'env', service: name, key: 'LOG', value: 'debug' },
      { type: 'rename-service', service: name, to: 'renamed', keepAlias: true },
      { type: 'remove-service', service: name },
    );
  }
  return operations;
}

describe.skipIf(!folder)('every file of the corpus', () => {
  it.each(folder ? composeFiles(folder) : [])('%s', (path) => {
    const text = readFileSync(path, 'utf8');
    const document = openDocument(text);
    expect(document.text).toBe(text);
    if (document.stale) {
      expect(document.problems[0]?.message).not.toBe('');
      return;
    }
    for (const operation of operationsFor(document.topology)) {
      const planned = planOperation(document, operation);
      if (!planned.ok) continue;
      expect(applyEdits(applyEdits(text, planned.value), invertEdits(text, planned.value))).toBe(text);
    }
  });
});
