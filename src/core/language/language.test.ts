import { describe, expect, it } from 'vitest';
import { openAlone, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { networkHover, portHover, serviceHover } from './hover/hover-at.ts';
import { lensOf } from './lens-of.ts';
import { declarationsOf, namedAt, placesOfName } from './name-places.ts';
import { pathAt } from './path-at.ts';
import { symbolsOf } from './symbols-of.ts';

const text = `x-base: &base
  networks: [back]
services:
  "web":
    <<: *base
    image: '\`a\`<b>'
    network_mode: service:xx
    links: ["xx:web"]
  xx:
    image: redis # beside web
    ports: ["\${PORT:-80}:\${TO}", "6379"]
    x-bulkhead: { needs: [web] }
  off:
    image: x
    profiles: [debug]
    depends_on: { xx: { condition: service_started } }
networks:
  back: { internal: true }
`;

function project(source = text) {
  const workspace = openAlone(source);
  return { workspace, analysis: analyze(workspace, defaultReachOptions) };
}
const { workspace, analysis } = project();
const said = (named: { kind: 'service' | 'network'; name: string }) =>
  placesOfName(workspace, { ...named, file: null }).map(({ from, to }) => [
    text.slice(0, from).split('\n').length,
    text.slice(from, to),
  ]);

describe('the places of a name', () => {
  it('are the name alone, in every form, also where an anchor or a quote is around it', () => {
    expect(said({ kind: 'service', name: 'xx' })).toEqual([
      [7, 'xx'],
      [8, 'xx'],
      [9, 'xx'],
      [16, 'xx'],
    ]);
    expect(said({ kind: 'service', name: 'web' })).toEqual([
      [4, 'web'],
      [12, 'web'],
    ]);
    expect(said({ kind: 'network', name: 'back' })).toEqual([
      [2, 'back'],
      [18, 'back'],
    ]);
  });

  it('are found from any of them, and nowhere else', () => {
    const at = (part: string) => namedAt(workspace, 'compose.yaml', text.indexOf(part))?.named ?? null;
    expect(at('xx\n')).toEqual({ kind: 'service', name: 'xx', file: null });
    expect(at('back]')).toEqual({ kind: 'network', name: 'back', file: null });
    // An alias of the link, not the service.
    expect(at('web"]')).toBe(null);
    expect(at('redis')).toBe(null);
    // A comment says no name.
    expect(at('web\n    ports')).toBe(null);
  });

  it('are none while the text cannot be read', () => {
    const broken = openWorkspace({ ...workspace.input, texts: new Map([['compose.yaml', 'services: [']]) });
    expect(namedAt(broken, 'compose.yaml', 2)).toBe(null);
    expect(declarationsOf(broken, { kind: 'service', name: 'web', file: null })).toEqual([]);
  });
});

describe('pathAt', () => {
  it('is the deepest node at an offset', () => {
    const [{ document } = { document: null }] = workspace.files;
    if (document === null) throw new Error('no file');
    const at = (part: string) => pathAt(document, text.indexOf(part));
    expect(at('6379')).toEqual(['services', 'xx', 'ports', 1]);
    expect(at('condition')).toEqual(['services', 'off', 'depends_on', 'xx', 'condition']);
    expect(at('internal')).toEqual(['networks', 'back', 'internal']);
    expect(at('x-base')).toEqual(['x-base']);
    expect(pathAt(document, text.length)).toBe(null);
  });
});

describe('hover', () => {
  it('lets no name become markup', () => {
    expect(serviceHover(analysis, 'web')).toContain('**Service `web`**: `` `a`<b> ``');
  });

  it('says that a port is picked by the host, never that every port is open', () => {
    const { analysis: random } = project(
      'services:\n  db: {image: a, ports: ["5432"]}\n  host: {image: a, network_mode: host}\n',
    );
    expect(serviceHover(random, 'db')).toContain('- Ways in: random port\n');
    expect(serviceHover(random, 'host')).toContain('- Ways in: every port\n');
  });

  it('says what is unknown, and who takes no part', () => {
    expect(portHover(analysis, 'xx', 0)).toContain('a variable in it has no value');
    expect(portHover(analysis, 'xx', 1)).toContain('`0.0.0.0:any port` → `6379/tcp`');
    expect(serviceHover(analysis, 'off')).toBe('**Service `off`**: `x`\n\nNot active (profiles: `debug`).');
    expect(networkHover(analysis, 'back')).toContain('**Network `back`**: bridge, internal');
    expect(serviceHover(analysis, 'nobody')).toBe(null);
    expect(networkHover(analysis, 'nobody')).toBe(null);
    expect(portHover(analysis, 'xx', 7)).toBe(null);
  });
});

describe('the hover of a network', () => {
  const lines = (text: string, name: string): readonly string[] =>
    networkHover(project(text).analysis, name)?.split('\n').slice(3, 5) ?? [];

  it('says unknown where its way out is unknown, never none', () => {
    const external =
      'services:\n  a: {image: a, networks: [x]}\n  b: {image: b, networks: [x]}\nnetworks:\n  x: {external: true}\n';
    expect(lines(external, 'x')).toEqual(['- Reached from outside: none', '- Way out: unknown']);
  });

  it('names those of which it is known, and apart those of which it is not', () => {
    const text =
      'services:\n  a: {image: a, networks: [n], ports: ["80:80"]}\n  b: {image: b, networks: [n, x]}\nnetworks:\n  n: {}\n  x: {external: true}\n';
    expect(lines(text, 'n')).toEqual(['- Reached from outside: `a`', '- Way out: `a`; unknown for `b`']);
    const closed = 'services:\n  a: {image: a, networks: [n]}\nnetworks:\n  n: {internal: true}\n';
    expect(lines(closed, 'n')).toEqual(['- Reached from outside: none', '- Way out: none']);
  });
});

describe('lensOf', () => {
  it('counts who reaches a service, and never calls the unknown closed', () => {
    expect(lensOf(analysis, 'off')).toBe('not active: profile debug');
    const { analysis: plain } = project(
      'services:\n  a:\n    image: a\n    ports: ["80"]\n  b:\n    image: b\n    network_mode: ${MODE}\n',
    );
    expect(lensOf(plain, 'b')).toBe('1 may reach it · outside: unknown');
    expect(lensOf(plain, 'a')).toMatch(/open to outside$/);
  });
});

describe('symbolsOf', () => {
  it('are the sections with their services and networks, without what follows them', () => {
    const [{ document } = { document: null }] = workspace.files;
    if (document === null) throw new Error('no file');
    const symbols = symbolsOf(document);
    expect(symbols.map(({ name, children }) => [name, children.map((child) => child.name)])).toEqual([
      ['x-base', []],
      ['services', ['web', 'xx', 'off']],
      ['networks', ['back']],
    ]);
    const web = symbols[1]?.children[0];
    expect(text.slice(web?.span.from, web?.span.to)).toMatch(/^"web":[\s\S]*links: \["xx:web"\]$/);
  });
});
