import { describe, expect, it } from 'vitest';
import type { Service } from '../compose/topology.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { updateWorkspace } from '../compose/workspace/update-workspace.ts';
import { analyze } from './analyze.ts';
import { computeReach } from './compute-reach.ts';
import { defaultReachOptions } from './default-reach-options.ts';
import type { RuleContext } from './finding.ts';
import { rules } from './rules/registry.ts';
import { trackReads } from './testing/track-reads.ts';
import { type Aspect, besideReach, whatChanged } from './what-changed.ts';

const files = rules.flatMap(({ examples }) => [...examples.invalid, ...examples.valid]);

function contextsOf(text: string): readonly RuleContext[] {
  const workspace = openAlone(text);
  const { everyProfile, findings: _, ...own } = analyze(workspace, defaultReachOptions);
  const context = { ...own, workspace };
  return everyProfile ? [context, everyProfile] : [context];
}

describe('what project rules read', () => {
  const contexts = files.flatMap(contextsOf);
  const projectRules = rules.filter((rule) => 'check' in rule);

  it.each(projectRules.map((rule) => [rule.id, rule] as const))('%s says all of it', (_, rule) => {
    const said = new Set([...rule.reads, ...(rule.readsNear ?? [])]);
    const unsaid = new Set<Aspect>();
    for (const context of contexts) {
      const { context: watched, reads } = trackReads(context);
      JSON.stringify([...rule.check(watched)]);
      // The place of a key belongs to the aspect of that key.
      for (const aspect of reads) if (aspect !== 'tree' && !said.has(aspect)) unsaid.add(aspect);
    }
    expect([...unsaid]).toEqual([]);
  });

  it('leaves out what reach reads', () => {
    const read = new Set<string | symbol>();
    const watch = (service: Service): Service =>
      new Proxy(service, {
        get: (target, key) => {
          read.add(key);
          return Reflect.get(target, key);
        },
      });
    for (const { topology } of contexts) {
      const services = new Map([...topology.services].map(([name, service]) => [name, watch(service)]));
      const reach = computeReach({ ...topology, services }, { ...defaultReachOptions, profiles: ['*'] });
      for (const name of reach.services) {
        for (const kind of ['direct', 'viaHost', 'resolves'] as const) reach.row(kind, name);
      }
      expect(reach.facts.size).toBe(reach.services.length);
    }
    expect([...besideReach].filter((aspect) => read.has(aspect))).toEqual([]);
    expect(read.has('attachments')).toBe(true);
  });
});

describe('whatChanged', () => {
  const text = `services:
  web:
    image: nginx:1.27
    environment: { A: b }
    depends_on: [db]
  db:
    image: postgres:16
`;

  function changes(from: string, to: string): readonly Aspect[] | null {
    const at = text.indexOf(from);
    const before = openAlone(text);
    const after = updateWorkspace(
      before,
      new Map([['compose.yaml', [{ from: at, to: at + from.length, insert: to }]]]),
    );
    const first = analyze(before, defaultReachOptions);
    const second = analyze(after, defaultReachOptions, first);
    const changed = whatChanged({ ...first, workspace: before }, { ...second, workspace: after });
    return changed && [...changed.aspects].sort();
  }

  it('is nothing where a tag of an image is typed', () => {
    expect(changes('nginx:1.27', 'nginx:1.28')).toEqual([]);
  });

  it('is the entry of the catalogue where an image becomes another', () => {
    expect(changes('nginx:1.27', 'redis:7')).toEqual(['image', 'proxied', 'tier']);
  });

  it('is the environment and what may follow from it where a setting is written', () => {
    expect(changes('{ A: b }', '{ A: c }')).toEqual(['environment', 'proxied']);
  });

  it('is a key whose value is written in another form, since it stands elsewhere', () => {
    expect(changes('[db]', '{ db: { condition: service_started } }')).toContain('dependsOn');
  });

  it('is unknown where a service comes or goes', () => {
    expect(changes('  db:\n    image: postgres:16\n', '')).toBeNull();
  });
});
