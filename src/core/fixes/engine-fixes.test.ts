// A fix has to hold on the Engine that was asked for: what an older one does not know mends nothing there.

import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { analyze } from '../rules/all-rules.ts';
import { examplesOf } from '../rules/examples.ts';
import { projectRules as rules } from '../rules/registry.ts';

function optionsFor(text: string): ReachOptions {
  const engine = parseEngine(text);
  if (!engine) throw new Error(text);
  return { ...defaultReachOptions, engine };
}

/** Fixes of a project that write what the Engine does not know. */
function unknownFixes(workspace: Workspace, options: ReachOptions): readonly string[] {
  const behaviour = engineBehaviour(options);
  const found: string[] = [];
  for (const { rule, fixes } of analyze(workspace, options).findings) {
    for (const { title, operations } of fixes) {
      const strange = operations.some((operation) => {
        if (operation.type === 'gw-priority') return !behaviour.gatewayPriority;
        if (operation.type !== 'driver-opt') return false;
        const { key, value } = operation;
        if (key.includes('gateway_mode')) return value !== 'nat' && !behaviour.gatewayModes.includes(value);
        return key.includes('trusted_host_interfaces') && !behaviour.knowsTrustedInterfaces;
      });
      if (strange) found.push(`${rule}: ${title}`);
    }
  }
  return found;
}

const twoWays = (priority: string) => `
services:
  web:
    image: example/web:1
    networks:
      a: ${priority}
      b:
    ports: ["127.0.0.1:8080:80"]
networks: { a: , b: }
`;

describe('fixes on older Engines', () => {
  const examples = rules.flatMap((rule) => examplesOf(rule).invalid.map((text) => openAlone(text)));

  it.each(['25', '26', '27'])('Engine %s: no rule offers what it does not know', (engine) => {
    const options = optionsFor(engine);
    expect(examples.flatMap((workspace) => unknownFixes(workspace, options))).toEqual([]);
  });

  it.each([
    ['26', '', [0]],
    ['27', '{gw_priority: 1}', [0]],
    ['28', '', [1]],
    ['28', '{gw_priority: 1}', []],
  ])('CN213 on Engine %s with %s', (engine, priority, fixes) => {
    const { findings } = analyze(openAlone(twoWays(priority)), { ...optionsFor(engine), rules: 'strict' });
    expect(findings.filter(({ rule }) => rule === 'CN213').map((one) => one.fixes.length)).toEqual(fixes);
  });

  it('CN208: a gateway mode that the Engine does not know opens nothing', () => {
    const text = `
services:
  api: { image: example/api:1, networks: [n] }
networks:
  n: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
`;
    const rulesOn = (engine: string) =>
      analyze(openAlone(text), optionsFor(engine)).findings.map(({ rule }) => rule);
    expect(rulesOn('26')).not.toContain('CN208');
    expect(rulesOn('27')).toContain('CN208');
  });
});
