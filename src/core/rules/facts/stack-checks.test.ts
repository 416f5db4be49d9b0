import { expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { parseEngine } from '../../reach/engine-kinds.ts';
import { analyze } from '../all-rules.ts';

const text = 'name: shop\nservices:\n  job: { image: example/job:1, network_mode: none }\n';

it.each([
  ['swarm', ['CN518', 'CN607']],
  ['podman', []],
  ['podman-compose', []],
  ['29', []],
])('rules about a swarm on %s: %j', (word, ids) => {
  const engine = parseEngine(word) ?? defaultReachOptions.engine;
  expect(engine.text).toBe(word);
  const workspace = openAlone(text, { file: 'compose.yaml' });
  const { findings } = analyze(workspace, { ...defaultReachOptions, engine });
  const found = findings.map(({ rule }) => rule).filter((rule) => rule === 'CN518' || rule === 'CN607');
  expect([...new Set(found)].sort()).toEqual(ids);
});
