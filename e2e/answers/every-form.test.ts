// Every form of an answer says what the model holds: JSON, tables, flowcharts, explanations, an agent's tools, the hover of an editor, the
// library and the page's matrix, read back as facts over random projects and hosts, in both address families, for several Engines.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain, openProject, reach as reachOfProject } from '../../src/cli/library/index.ts';
import { type Agent, connectAgent } from '../../src/cli/mcp/testing/connect-agent.ts';
import { call } from '../../src/cli/testing/call.ts';
import { propertyRuns } from '../../src/core/compose/testing/property-runs.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { explainPair } from '../../src/core/explain/explain-pair.ts';
import { reachCsv } from '../../src/core/export/reach/reach-csv.ts';
import { splitHostName } from '../../src/core/host/host.ts';
import { stackMatrix } from '../../src/core/host/stack-matrix.ts';
import { serviceHover } from '../../src/core/language/hover/hover-at.ts';
import { cellKind } from '../../src/core/picture/matrix/cells.ts';
import { hostPlace, outsidePlace } from '../../src/core/reach/places.ts';
import type { Reach } from '../../src/core/reach/reach-model.ts';
import { optionsFor } from '../../src/core/reach/testing/reach-of.ts';
import { analyze, analyzeHost } from '../../src/core/rules/all-rules.ts';
import { randomHosts } from '../engine/host-plan.ts';
import { hostYaml } from '../engine/host-yaml.ts';
import { planYaml } from '../engine/plan-yaml.ts';
import { hostFrom } from '../engine/predict.ts';
import { type FamilyMix, randomPlans } from '../engine/topology-plan.ts';
import { randomStacks } from '../kubernetes/random-stack.ts';
import {
  namedWhereDirect,
  readCsv,
  readExplained,
  readHover,
  readJson,
  readMermaid,
  readTable,
} from './read-forms.ts';
import { differences, modelFacts, type Said } from './the-model.ts';

const seed = 27;
const engines = ['26', '28.5.2', '29', '27', '28.0.4', 'podman', 'swarm'];
const mixes: readonly FamilyMix[] = ['ipv4', 'mixed', 'both'];
const count = propertyRuns(20);

const projects = [
  ...mixes.flatMap((mix) =>
    randomPlans(seed, count, mix).map((plan, index) => ({
      name: `random ${mix} ${index}`,
      text: planYaml(plan, index).yaml,
    })),
  ),
  ...randomStacks(seed, count).map((text, index) => ({ name: `random stack ${index}`, text })),
].map((one, index) => ({ ...one, engine: engines[index % engines.length] ?? '29' }));

const pairsOf = ({ services }: Reach): readonly (readonly [string, string])[] =>
  services.flatMap((from) => services.filter((to) => to !== from).map((to) => [from, to] as const));

const jsonFacts =
  /^(?:(?!.* -> ).* (?:isolation|owner|networks|ports|unread|ports by family|(?:egress|toHost|fromHost|fromOutside)(?: \(IPv[46]\))?|egressNeedsRoute)|.* -> .* (?:networks|kind|resolves|(?:direct|viaHost|viaGateway)(?: \(IPv[46]\))?))$/;
const oneFamilyFacts = new RegExp(
  jsonFacts.source.replaceAll('(?: \\(IPv[46]\\))?', '').replace('|ports by family', ''),
);
const tableFacts =
  /^(?:(?!.* -> ).* (?:isolation|networks|way out|toHost|fromHost|fromOutside|ports)|.* -> .* kind)$/;
const chartFacts = /^(?!.* -> ).* (?:fromOutside|networks)$/;
const explained = / -> .* (?:direct|viaHost|resolves|reaches)$/;

const tableAndNames = new RegExp(`${tableFacts.source}|${/ -> .* resolves$/.source}`);

/** The model with networks in the order of their bytes. */
const withSortedNetworks = (model: Said): Said =>
  new Map(
    [...model].map(([key, value]) => [
      key,
      key.endsWith(' networks') ? value.split(' ').sort().join(' ') : value,
    ]),
  );

let folder = '';
let agent: Agent;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-answers-'));
  writeFileSync(join(folder, 'compose.yaml'), 'services: {}\n');
  agent = await connectAgent(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(projects)('$name on Engine $engine', ({ text, engine }) => {
  const machine = { files: { '/shop/compose.yaml': text } };
  const options = optionsFor(engine, { project: 'shop' });
  const workspace = openAlone(text);
  const analysis = analyze(workspace, options);
  const { reach } = analysis;
  const model = modelFacts(reach);
  const printed = async (...words: readonly string[]): Promise<string> => {
    const { code, out, err } = await call([...words, '--engine', engine], machine);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${err}`);
    return out;
  };
  const check = (form: string, said: Said, about: RegExp, of: Said = model): void => {
    expect(differences(form, said, of, about)).toEqual([]);
  };

  it('as JSON, from the command and the library', async () => {
    const families = JSON.parse(await printed('reach', '--families', '--format', 'json'));
    check('reach --families', readJson(families.services), jsonFacts);
    const plain = JSON.parse(await printed('reach', '--format', 'json'));
    check('reach', readJson(plain.services), reach.addressFamilies.length > 1 ? jsonFacts : oneFamilyFacts);
    const sparse = JSON.parse(await printed('reach', '--families', '--sparse', '--format', 'json'));
    for (const [from, to] of pairsOf(reach)) {
      const { networks: _, ...facts } = reach.pair(from, to);
      const empty = Object.values(facts).every((fact) => fact === false);
      expect(sparse.services[from].reaches[to]).toEqual(
        empty ? undefined : families.services[from].reaches[to],
      );
    }
    const project = await openProject({
      folder: '/shop',
      texts: { 'compose.yaml': text },
      environment: {},
      engine,
    });
    expect(reachOfProject(project, { families: true })).toEqual(families);
    const said = new Map<string, string>();
    for (const [from, to] of pairsOf(reach)) {
      const { direct, viaHost, resolves, reaches } = explain(project, from, to);
      said.set(`${from} -> ${to} direct`, String(direct.verdict));
      said.set(`${from} -> ${to} viaHost`, String(viaHost.verdict));
      said.set(`${from} -> ${to} resolves`, String(resolves.verdict));
      said.set(`${from} -> ${to} reaches`, String(reaches));
    }
    check('explain of the library', said, explained);
    for (const name of reach.services) {
      const facts = reach.facts.get(name);
      expect([name, explain(project, name, 'outside').reaches]).toEqual([name, facts?.egress]);
      expect([name, explain(project, name, 'host').reaches]).toEqual([name, facts?.toHost]);
    }
  });

  it('as tables, values and flowchart', async () => {
    const named = namedWhereDirect(model);
    const table = readTable(await printed('reach'), reach.services);
    check('table', table, tableAndNames, named);
    const values = new Map(
      [...model].map(([key, value]) => [
        key,
        key.endsWith(' resolves') && value !== 'true' ? 'not true' : value,
      ]),
    );
    check('CSV', readCsv(reachCsv(reach)), / -> .* (?:kind|resolves)$/, values);
    const labels = new Map(reach.services.map((name, at) => [`s${at}`, name]));
    const chart = readMermaid(await printed('reach', '--format', 'mermaid'), labels);
    check('flowchart', chart, chartFacts, withSortedNetworks(model));
  });

  it('as explanations', async () => {
    const said = new Map<string, string>();
    for (const [from, to] of pairsOf(reach))
      for (const [key, value] of readExplained(from, to, await printed('explain', from, to)))
        said.set(key, value);
    check('explain', said, explained);
  });

  it('in the hover of an editor, and in the matrix of the page', () => {
    for (const name of reach.services) {
      const others = reach.services.filter((other) => other !== name);
      const said = readHover(name, serviceHover(analysis, name) ?? '', others);
      const own = new Map(
        [...model]
          .filter(([key]) => said.has(key))
          .map(([key, value]) => {
            const [from = '', to = ''] = key.replace(/ kind$/, '').split(' -> ');
            const open = value === 'none' && model.get(`${to} -> ${from} kind`) === 'unknown';
            // The gateway of an own network is an address of the host.
            return [key, open ? 'unknown' : value === 'gateway' ? 'host' : value] as const;
          }),
      );
      expect(said.size).toBe(2 * others.length + 3);
      expect([...own.keys()].length).toBe(said.size);
      // A pair that is open one way and unknown the other is listed once as not known, too.
      expect(differences(`hover of ${name}`, said, own, /./)).toEqual([]);
    }
    const facts = { reach, roots: new Map() };
    const cells = new Map<string, string>();
    const tri = (kind: string): string => (kind === 'none' ? 'false' : kind === 'unknown' ? kind : 'true');
    for (const [from, to] of pairsOf(reach)) {
      const kind = cellKind(facts, from, to);
      cells.set(`${from} -> ${to} kind`, kind === 'name' ? 'none' : kind);
    }
    for (const name of reach.services) {
      cells.set(`${name} egress`, tri(cellKind(facts, name, outsidePlace)));
      cells.set(`${name} toHost`, tri(cellKind(facts, name, hostPlace)));
      const outside = cellKind(facts, outsidePlace, name);
      cells.set(`${name} fromOutside`, tri(outside === 'proxy' ? 'none' : outside));
    }
    check('matrix', cells, /^(?:(?!.* -> ).* (?:egress|toHost|fromOutside)|.* -> .* kind)$/);
  });

  it('for an agent', async () => {
    writeFileSync(join(folder, 'compose.yaml'), `name: shop\n${text}`);
    const said = new Map<string, string>();
    const all = await agent.call('reach', { engine, limit: 200 });
    expect(all.isError).toBe(false);
    const services = all.data.services as readonly Record<string, unknown>[];
    expect(services.map((one) => one.service)).toEqual(reach.services);
    for (const one of services) {
      const name = String(one.service);
      said.set(`${name} isolation`, String(one.isolation));
      said.set(`${name} networks`, (one.networks as readonly string[]).join(' '));
      said.set(`${name} fromOutside`, String(one.fromOutside));
      said.set(`${name} egress`, String(one.wayOut));
      said.set(`${name} toHost`, String(one.toHost));
      const { data } = await agent.call('reach', { engine, service: name, limit: 200 });
      for (const other of reach.services) {
        if (other === name) continue;
        const has = (list: string): boolean => (data[list] as readonly string[]).includes(other);
        const word = (yes: string, maybe: string): string =>
          has(yes) ? 'true' : has(maybe) ? 'unknown' : 'false';
        said.set(`${name} -> ${other} reaches`, word('reaches', 'mayReach'));
        expect([name, other, word('reachedBy', 'mayBeReachedBy')]).toEqual([
          name,
          other,
          model.get(`${other} -> ${name} reaches`),
        ]);
      }
    }
    check(
      'the tool reach',
      said,
      /^(?:(?!.* -> ).* (?:isolation|networks|fromOutside|egress|toHost)|.* -> .* reaches)$/,
    );
    const answers = new Map<string, string>();
    for (const [from, to] of pairsOf(reach)) {
      const { data } = await agent.call('explain', { engine, from, to });
      const verdict = (key: string): string => String((data[key] as { verdict: unknown }).verdict);
      answers.set(`${from} -> ${to} direct`, verdict('direct'));
      answers.set(`${from} -> ${to} viaHost`, verdict('publishedPort'));
      answers.set(`${from} -> ${to} resolves`, verdict('name'));
      answers.set(`${from} -> ${to} reaches`, String(data.reaches));
    }
    check('the tool explain', answers, explained);
  });
});

const hosts = randomHosts(seed, propertyRuns(24)).map((plan, index) => ({
  name: `random host ${index}`,
  written: hostYaml(plan, index),
  engine: ['26.1.5', '28.5.2', '29.1.5'][index % 3] ?? '29.1.5',
}));

describe.each(hosts)('$name on Engine $engine', ({ written, engine }) => {
  // In the order in which the command finds the folders.
  const projects = written.projects
    .map(({ name, text }) => ({ name, text: `name: ${name}\n${text}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = Object.fromEntries(projects.map(({ name, text }) => [`/shop/${name}/compose.yaml`, text]));
  const analysis = analyzeHost(hostFrom({ ...written, projects }, new Map()), {
    options: optionsFor(engine),
  });
  const { reach, names } = analysis;
  const model = modelFacts(reach);
  const printed = async (command: string, ...words: readonly string[]): Promise<string> => {
    const { code, out, err } = await call([command, '--host', '.', ...words, '--engine', engine], { files });
    if (code !== 0) throw new Error(`${words.join(' ')}: ${err}`);
    return out;
  };

  it('as JSON, tables and flowchart', async () => {
    const { services } = JSON.parse(await printed('reach', '--families', '--names', '--format', 'json'));
    expect(differences('reach --host', readJson(services), model, jsonFacts)).toEqual([]);
    for (const [name, { names: listed }] of Object.entries<{ names: object }>(services))
      expect([name, listed]).toEqual([name, Object.fromEntries(names.names(name))]);
    const named = namedWhereDirect(model);
    const table = readTable(await printed('reach'), reach.services);
    expect(differences('table', table, named, tableAndNames)).toEqual([]);
    const labels = new Map(reach.services.map((name, at) => [`s${at}`, name]));
    const chart = readMermaid(await printed('reach', '--format', 'mermaid'), labels);
    expect(differences('flowchart', chart, withSortedNetworks(model), chartFacts)).toEqual([]);
  });

  it('as explanations, and in the counts between stacks', async () => {
    const said = new Map<string, string>();
    for (const [from, to] of pairsOf(reach)) {
      const { direct, viaHost, reaches } = explainPair(analysis, from, to);
      said.set(`${from} -> ${to} direct`, String(direct.verdict));
      said.set(`${from} -> ${to} viaHost`, String(viaHost.verdict));
      said.set(`${from} -> ${to} reaches`, String(reaches));
    }
    expect(differences('explain', said, model, / -> .* (?:direct|viaHost|reaches)$/)).toEqual([]);
    const [[from = '', to = ''] = []] = pairsOf(reach).filter(([, other]) => model.has(`${other} isolation`));
    const text = readExplained(from, to, await printed('explain', from, to));
    for (const key of ['direct', 'viaHost', 'reaches'])
      expect(text.get(`${from} -> ${to} ${key}`)).toBe(model.get(`${from} -> ${to} ${key}`));
    const counts = stackMatrix(analysis);
    for (const a of counts.stacks)
      for (const b of counts.stacks) {
        const kinds = pairsOf(reach)
          .filter(([one, other]) => splitHostName(one).stack === a && splitHostName(other).stack === b)
          .map(([one, other]) => model.get(`${one} -> ${other} kind`));
        const of = (kind: string): number => kinds.filter((one) => one === kind).length;
        expect([a, b, counts.pairs(a, b)]).toEqual([
          a,
          b,
          {
            pairs: kinds.length,
            direct: of('direct'),
            viaHost: of('host') + of('gateway'),
            unknown: of('unknown'),
          },
        ]);
      }
  });
});
