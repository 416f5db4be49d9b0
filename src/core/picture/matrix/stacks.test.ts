import { describe, expect, it } from 'vitest';
import { stackMatrix } from '../../host/stack-matrix.ts';
import { homeAnalysis } from '../../host/testing/home-server.ts';
import { optionsOnRecord } from '../../machine/machine-model.ts';
import { placeTitle } from '../../reach/places.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import type { MatrixLine } from './cells.ts';
import { placeLines } from './lines.ts';
import { hostRoots } from './roots.ts';
import { stackCell, stackLines } from './stacks.ts';

const host = homeAnalysis(optionsFor('29'));
const matrix = stackMatrix(host);
const source = { matrix, reach: host.reach, roots: hostRoots(host) };
const all = stackLines(matrix, host.reach, new Set(matrix.stacks), '');
const titles = (lines: readonly MatrixLine[]) => lines.map(({ name }) => placeTitle(name));
const line = (name: string): MatrixLine =>
  all.find((each) => each.name === name) ?? expect.fail(`no line ${name}`);

describe('the matrix folded by stack', () => {
  it('has a line for each stack, and the services of those that are unfolded', () => {
    const lines = stackLines(matrix, host.reach, new Set(['blog']), '');
    expect(titles(lines)).toEqual([
      'Outside',
      'the host',
      'blog',
      'blog/ghost',
      'blog/db',
      'mail',
      'media',
      'nas',
      'old',
      'paper',
      'traefik',
    ]);
    expect(titles(stackLines(matrix, host.reach, new Set(), 'ghost'))).toEqual([
      'Outside',
      'the host',
      'blog',
    ]);
    expect(stackLines(matrix, host.reach, new Set(), 'no such name')).toEqual([]);
  });

  it('says how many of the pairs reach, in a sign and in words', () => {
    expect(stackCell(source, line('traefik'), line('paper'))).toMatchObject({
      kind: 'direct',
      sign: '●',
      words: 'traefik to paper: 2 of 2 pairs reach directly',
    });
    expect(stackCell(source, line('blog'), line('paper'))).toMatchObject({
      kind: 'some',
      sign: '2/4',
      words: 'blog to paper: 2 of 4 pairs reach directly',
    });
    expect(stackCell(source, line('old'), line('blog')).words).toBe('old to blog: none of 2 pairs');
    expect(stackCell(source, line('blog'), line('media'))).toMatchObject({
      kind: 'host',
      sign: '◐2',
      words: 'blog to media: 2 of 4 over the host',
    });
    expect(stackCell(source, line('old'), line('media'))).toMatchObject({ kind: 'unknown', sign: '?' });
    expect(stackCell(source, line('blog'), line('blog')).words).toBe(
      'within blog: 2 of 2 pairs reach directly',
    );
  });

  it('says of a service what a matrix of services says', () => {
    expect(stackCell(source, line('blog/ghost'), line('paper')).words).toBe(
      'blog/ghost to paper: 2 of 2 pairs reach directly',
    );
    expect(stackCell(source, line('blog/db'), line('paper/app')).words).toBe(
      'blog/db does not reach paper/app',
    );
    expect(stackCell(source, line('blog/db'), line('blog/db'))).toMatchObject({ kind: 'self' });
  });

  it('says how many services of a stack get out and are reached, and who can become root on the host', () => {
    const cell = (from: Parameters<typeof stackCell>[1], to: Parameters<typeof stackCell>[2]) => {
      const found = stackCell(source, from, to);
      return [found.sign, found.words];
    };
    expect(cell(line('@outside'), line('mail'))).toEqual(['1/2', 'Outside to mail: 1 of 2 services']);
    expect(cell(line('mail'), line('@outside'))).toEqual(['1/2', 'mail to Outside: 1 of 2 services']);
    expect(cell(line('traefik'), line('@host'))).toEqual([
      '▲1',
      'traefik to the host: 1 of 1 service, 1 can become root there',
    ]);
    expect(cell(line('traefik/traefik'), line('@host'))).toEqual([
      '▲',
      'traefik/traefik can become root on the host',
    ]);
    expect(cell(line('@host'), line('@outside'))).toEqual([
      '╲',
      'the host and Outside: not described in any file',
    ]);
  });

  it('tells the Internet and the LAN apart on a known machine', () => {
    const rules = '-A DOCKER-USER -s 192.0.2.0/24 -i eth0 -j DROP';
    const record = {
      version: 1,
      interface: 'eth0',
      addresses: [
        {
          ifname: 'eth0',
          addr_info: [{ family: 'inet', local: '192.0.2.10', prefixlen: 24, scope: 'global' }],
        },
      ],
      iptables: `*filter\n:FORWARD ACCEPT\n:DOCKER-USER -\n-A FORWARD -j DOCKER-USER\n${rules}\nCOMMIT\n`,
    };
    const on = homeAnalysis(optionsOnRecord(optionsFor('29'), JSON.stringify(record), 'machine.json'));
    const onMachine = { matrix: stackMatrix(on), reach: on.reach, roots: hostRoots(on) };
    expect(titles(stackLines(onMachine.matrix, on.reach, new Set(), '').slice(0, 3))).toEqual([
      'the Internet',
      'the LAN',
      'the host',
    ]);
    const places = placeLines(on.reach);
    const place = (wanted: string) =>
      places.find(({ name }) => name === wanted) ?? expect.fail(`no place ${wanted}`);
    expect(stackCell(onMachine, place('@internet'), line('mail')).sign).toBe('1/2');
    expect(stackCell(onMachine, place('@lan'), line('mail')).sign).toBe('·');
  });
});
