import { describe, expect, it } from 'vitest';
import { freeName } from '../../../core/compose/free-name.ts';
import { openDocument } from '../../../core/compose/open-document.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { planOperations } from '../../../core/compose/operations/plan-operations.ts';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { checkIntents } from '../../../core/intents/check-intents.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { parseEngine } from '../../../core/reach/engine-kinds.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { applyEdits } from '../../../core/text/edit.ts';
import { templateText } from '../session/template.ts';
import { paletteOperations } from './palette.ts';

const template = openDocument(templateText).topology;
const shop = openDocument(`
services:
  web:
    image: nginx
    networks: [front]
  sniff:
    image: netshoot
    network_mode: service:web
networks:
  front:
  back:
    internal: true
`).topology;

function added(operations: readonly Operation[]) {
  const operation = operations.at(-1);
  if (operation?.type !== 'add-service') throw new Error('nothing was added');
  return operation;
}

describe('paletteOperations', () => {
  it('creates a container on the lane it is dropped on', () => {
    const operation = added(paletteOperations('database', template, { type: 'lane', network: 'back' }));
    expect(operation).toMatchObject({
      service: 'database',
      image: 'postgres:17',
      body: { networks: ['back'] },
    });
  });

  it('names are the kind, then -2 and -3', () => {
    expect(freeName('web', new Set())).toBe('web');
    expect(freeName('web', new Set(['web', 'web-2']))).toBe('web-3');
    expect(added(paletteOperations('web', shop, { type: 'canvas' })).service).toBe('web-2');
  });

  it('declares a lane that is only drawn', () => {
    const operations = paletteOperations('cache', shop, { type: 'lane', network: 'mid' });
    expect(operations[0]).toEqual({ type: 'add-network', network: 'mid', internal: false });
    expect(added(operations).body.networks).toEqual(['mid']);
  });

  it('closes a container in the tray and publishes nothing there', () => {
    const { body } = added(paletteOperations('proxy', shop, { type: 'closed' }));
    expect(body.network_mode).toBe('none');
    expect(body).not.toHaveProperty('ports');
  });

  it('opens a container on the host lane', () => {
    expect(added(paletteOperations('app', shop, { type: 'host' })).body.network_mode).toBe('host');
  });

  it('joins the owner of the card it is dropped on', () => {
    const { body } = added(paletteOperations('monitor', shop, { type: 'card', service: 'sniff' }));
    expect(body.network_mode).toBe('service:web');
  });

  it('joins a monitor to the member of the lane it is dropped on', () => {
    const { body } = added(paletteOperations('monitor', shop, { type: 'lane', network: 'front' }));
    expect(body.network_mode).toBe('service:web');
  });

  it('keeps the sidecars closed when they are dropped nowhere in particular', () => {
    for (const kind of ['log-tail', 'hardware'] as const) {
      expect(added(paletteOperations(kind, shop, { type: 'canvas' })).body.network_mode).toBe('none');
    }
  });

  it('gives the hardware reader one raw capability and one device', () => {
    const { body } = added(paletteOperations('hardware', template, { type: 'closed' }));
    expect(body).toMatchObject({
      cap_drop: ['ALL'],
      cap_add: ['SYS_RAWIO'],
      devices: ['/dev/mem:/dev/mem:r'],
    });
  });

  it('writes no key for a service dropped on the implicit default lane', () => {
    const implicit = openDocument('services:\n  one:\n    image: nginx\n').topology;
    const { body } = added(paletteOperations('web', implicit, { type: 'lane', network: 'default' }));
    expect(body).not.toHaveProperty('networks');
    expect(body).not.toHaveProperty('network_mode');
  });

  it('adds what is missing of front, mid and back', () => {
    expect(paletteOperations('template-front-mid-back', template, { type: 'canvas' })).toEqual([]);
    expect(paletteOperations('template-front-mid-back', shop, { type: 'canvas' })).toEqual([
      { type: 'add-network', network: 'mid', internal: false },
    ]);
  });

  it('the sandbox of an agent holds what it promises, on every Engine', () => {
    const empty = 'services: {}\n';
    const operations = paletteOperations('template-sandbox', openDocument(empty).topology, {
      type: 'canvas',
    });
    const planned = planOperations(openDocument(empty), operations);
    const text = planned.ok ? applyEdits(empty, planned.value) : '';
    for (const engine of ['26', '28', '29']) {
      const workspace = openAlone(text);
      const options = { ...defaultReachOptions, engine: parseEngine(engine) ?? defaultReachOptions.engine };
      const checks = checkIntents(analyze(workspace, options));
      expect(checks.map(({ intent, state }) => [intent.text, state])).toEqual([
        ['out-only-through: agent -> agent-proxy', 'holds'],
      ]);
    }
    expect(paletteOperations('template-sandbox', openDocument(text).topology, { type: 'canvas' })).toEqual(
      [],
    );
  });

  it('numbers networks like containers', () => {
    const one = openDocument('services: {}\nnetworks:\n  internal-network:\n').topology;
    expect(paletteOperations('internal-network', one, { type: 'canvas' })).toEqual([
      { type: 'add-network', network: 'internal-network-2', internal: true },
    ]);
  });
});
