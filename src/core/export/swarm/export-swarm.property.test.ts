import { describe, expect, it } from 'vitest';
import { openDocument } from '../../compose/open-document.ts';
import { topLevelTree } from '../../compose/read-fragments.ts';
import { seededRandom } from '../../compose/testing/fuzz/random.ts';
import { randomFile } from '../../compose/testing/fuzz/random-file.ts';
import { propertyRuns } from '../../compose/testing/property-runs.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { optionsFor, reachOf } from '../../reach/testing/reach-of.ts';
import { analyze } from '../../rules/all-rules.ts';
import { type SwarmPlace, swarmKeys } from '../../rules/facts/swarm-keys.ts';
import { childOf, deref, entriesOf, itemsOf, type Tree } from '../../yaml/tree.ts';
import { exportSwarm } from './export-swarm.ts';

const random = seededRandom(20261127);
const internalPorts = ['drop', 'edge', 'refuse'] as const;

/** Random files on random machines, each exported with one of the choices. */
const cases = Array.from({ length: propertyRuns(120) }, (_, index) => ({ index, text: randomFile(random) }))
  .map((one) => ({ ...one, workspace: openAlone(one.text) }))
  .filter(({ workspace }) => !workspace.stale)
  .map(({ index, text, workspace }) => {
    const analysis = analyze(workspace, optionsFor(['26', '28', '29'][index % 3] ?? '29', { project: 'p' }));
    const options = { internalPorts: internalPorts[index % 3] ?? 'drop', loopback: 'drop' } as const;
    const { texts, report } = exportSwarm({ workspace, analysis, project: 'p' }, options);
    return { text, before: analysis.reach, stack: [...texts.values()].join(''), report };
  });

/** Returns the pairs that connect, the names that resolve, and what each service reaches outside. */
function possible(reach: Reach): ReadonlySet<string> {
  const found = new Set<string>();
  for (const from of reach.services) {
    for (const to of reach.services) {
      if (from === to) continue;
      if (reach.direct(from, to) !== false || reach.viaHost(from, to) !== false)
        found.add(`${from} reaches ${to}`);
      if (reach.resolves(from, to) !== false) found.add(`${from} resolves ${to}`);
    }
    const facts = reach.facts.get(from);
    if (facts?.egress !== false || facts?.egressNeedsRoute !== false) found.add(`${from} has a way out`);
    if (facts?.toHost !== false) found.add(`${from} reaches the host`);
    if (facts?.fromHost !== false) found.add(`the host reaches ${from}`);
  }
  return found;
}

/** Returns keys that `docker stack deploy` refuses whatever their value, or ignores with a message. */
function refusedKeys(stack: string): readonly string[] {
  const document = openDocument(stack);
  const found: string[] = [];
  const look = (place: SwarmPlace, tree: Tree | null, where: string): void => {
    for (const { at, treatment, form } of swarmKeys[place]) {
      if (form !== undefined || (treatment !== 'refused' && treatment !== 'warned')) continue;
      for (const path of standing(tree, at)) found.push(`${where}.${path}`);
    }
  };
  const section = (key: string) => entriesOf(topLevelTree(document.fragments, key));
  for (const { kind, name, tree } of document.fragments) {
    if (kind === 'rest' && ['name', 'include', 'models'].includes(name)) found.push(name);
    if (kind === 'network') look('network', tree, name);
    if (kind !== 'service') continue;
    look('service', tree, name);
    for (const { key, value } of entriesOf(childOf(tree, 'networks')))
      look('membership', value, `${name}.${key}`);
    for (const item of itemsOf(childOf(tree, 'ports'))) look('port', item, `${name}.ports`);
    for (const item of itemsOf(childOf(tree, 'volumes'))) look('volume-mount', item, `${name}.volumes`);
  }
  for (const { key, value } of section('secrets')) look('secret', value, key);
  for (const { key, value } of section('configs')) look('config', value, key);
  return found;
}

function standing(tree: Tree | null, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return [''];
  const node = deref(tree);
  const inside =
    node?.kind === 'seq' && step === '*' ? node.items.map((item, at) => [String(at), item] as const) : [];
  const below = entriesOf(node).flatMap(({ key, value }) =>
    step === '*' || step === key || (step === 'x-*' && key.startsWith('x-')) ? [[key, value] as const] : [],
  );
  return [...inside, ...below].flatMap(([key, value]) =>
    standing(value, rest).map((path) => `${key}.${path}`),
  );
}

describe('any file as a stack', () => {
  it('can be read, and holds no key that a stack refuses', () => {
    expect(cases.length).toBeGreaterThan(propertyRuns(100));
    for (const { text, stack } of cases) {
      expect(openDocument(stack).stale, `${text}\n=>\n${stack}`).toBe(false);
      expect(refusedKeys(stack), `${text}\n=>\n${stack}`).toEqual([]);
    }
    const anew = cases.filter(({ report }) => report.changed.some(({ cause }) => cause === 'written-anew'));
    expect(anew.length).toBeLessThan(4);
  });

  it('opens and closes what its report says, and nothing else', () => {
    let [opened, closed] = [0, 0];
    for (const { text, stack, before, report } of cases) {
      const was = possible(before);
      const is = possible(reachOf(stack, 'swarm', { project: 'p' }));
      const said = (list: 'opens' | 'closes') =>
        new Set(report[list].map(({ message }) => message.replace(/ over IPv[46]$/, '')));
      const [opens, closes] = [said('opens'), said('closes')];
      const shown = `${text}\n=>\n${stack}`;
      expect(
        [...is].filter((one) => !was.has(one) && !opens.has(one)),
        shown,
      ).toEqual([]);
      expect(
        [...was].filter((one) => !is.has(one) && !closes.has(one)),
        shown,
      ).toEqual([]);
      opened += opens.size;
      closed += closes.size;
    }
    // Both happened.
    expect(Math.min(opened, closed)).toBeGreaterThan(propertyRuns(20));
  });

  it('keeps line endings, the byte order mark, and what stands above its first key', () => {
    const head = (text: string) => /^\uFEFF?(?:#[^\n]*\n)*/.exec(text)?.[0];
    for (const { text, stack, report } of cases) {
      if (report.changed.some(({ cause }) => cause === 'written-anew')) continue;
      expect(head(stack)?.startsWith(head(text) ?? ''), `${text}\n=>\n${stack}`).toBe(true);
      if (/(?<!\r)\n/.test(text)) continue;
      expect(/(?<!\r)\n/.test(stack), `${text}\n=>\n${stack}`).toBe(false);
    }
    expect(cases.filter(({ text }) => text.includes('\r\n')).length).toBeGreaterThan(0);
  });
});
