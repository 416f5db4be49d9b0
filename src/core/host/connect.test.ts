import { describe, expect, it } from 'vitest';
import { formatOperation } from '../compose/operations/operation-text.ts';
import { finish } from '../compose/steps.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { writeToOwner } from '../compose/workspace/plan/writing.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyzeHost } from '../rules/all-rules.ts';
import { acrossSteps } from './across-stacks.ts';
import { connectAcross } from './connect.ts';
import { hostOf } from './testing/host-of.ts';

const host = hostOf({
  'traefik/compose.yaml':
    'services:\n  traefik: { image: traefik, networks: [proxy] }\nnetworks:\n  proxy: { name: proxy }\n  inner: {}\n',
  'wiki/compose.yaml':
    'services:\n  web: { image: wiki, networks: [edge, lan] }\n  db: { image: postgres, networks: [data] }\nnetworks:\n  edge: { external: true, name: proxy }\n  data: {}\n  lan: { external: true }\n',
  'blog/compose.yaml': 'services:\n  web: { image: ghost }\n  db: { image: mysql }\n',
});
const analysis = analyzeHost(host, { options: defaultReachOptions });

function planOf(stack: string, service: string, network: string) {
  const plan = connectAcross(analysis, stack, service, network);
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

describe('connecting a service to a network of another stack', () => {
  it('declares the network as external and says who has to be up first', () => {
    const { operations, note } = planOf('blog', 'web', 'proxy');
    expect(operations.map(formatOperation)).toEqual([
      'add-network=proxy',
      'external=proxy:true',
      'attach=web:proxy',
    ]);
    expect(note).toBe('traefik makes proxy: it has to be up before blog.');
  });

  it('gives it its Docker name where that is not its key', () => {
    const { operations } = planOf('traefik', 'traefik', 'wiki_data');
    expect(operations.map(formatOperation)).toContain('attach=traefik:wiki_data');
    const wiki = hostOf({
      'a/compose.yaml': 'services:\n  a: { image: a, networks: [x] }\nnetworks:\n  x: { name: shared }\n',
      'b/compose.yaml':
        'services:\n  b: { image: b, networks: [shared] }\nnetworks:\n  shared: { name: other }\n',
    });
    const plan = connectAcross(analyzeHost(wiki, { options: defaultReachOptions }), 'b', 'b', 'shared');
    expect(plan.ok && plan.value.operations.map(formatOperation)).toEqual([
      'add-network=shared-2',
      'external=shared-2:true',
      'network-name=shared-2:shared',
      'attach=b:shared-2',
    ]);
  });

  it('uses the declaration that is there', () => {
    const { operations, key } = planOf('wiki', 'db', 'proxy');
    expect(key).toBe('edge');
    expect(operations.map(formatOperation)).toEqual(['attach=db:edge']);
  });

  it('says how to make what no stack makes', () => {
    expect(planOf('blog', 'web', 'lan').note).toBe(
      'No stack here makes lan: run docker network create lan before blog comes up.',
    );
  });

  it('refuses what is not there', () => {
    expect(connectAcross(analysis, 'blog', 'web', 'nothing').ok).toBe(false);
    expect(connectAcross(analysis, 'nobody', 'web', 'proxy').ok).toBe(false);
  });
});

describe('what an edit changes across stacks', () => {
  it('is between stacks alone', () => {
    const blog = host.stacks.find(({ id }) => id === 'blog');
    if (!blog) throw new Error('no blog');
    const planned = planInWorkspace(blog.workspace, planOf('blog', 'web', 'proxy').operations, writeToOwner);
    if (!planned.ok) throw new Error(planned.error.message);
    const diff = finish(acrossSteps({ analysis, stack: 'blog' }, planned.value.workspace));
    const direct = diff.opened
      .filter(({ kind }) => kind === 'direct')
      .map(({ from, to }) => `${from} > ${to}`);
    expect(direct).toEqual([
      'blog/web > traefik/traefik',
      'blog/web > wiki/web',
      'traefik/traefik > blog/web',
      'wiki/web > blog/web',
    ]);
    expect(diff.closed).toEqual([]);
  });
});
