import { describe, expect, it } from 'vitest';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { hostPorts, nextFreePort } from './port-table.ts';
import { stackMatrix } from './stack-matrix.ts';
import { homeAnalysis } from './testing/home-server.ts';

const options = optionsFor('29');

function portsOf(files: Record<string, string>) {
  return hostPorts(homeAnalysis(options, files));
}

const web = (port: string) => `services: { web: { image: p, ports: ["${port}"] } }\n`;

describe('the ports of a host', () => {
  it('are one table by number, with who answers', () => {
    const ports = hostPorts(homeAnalysis(options));
    expect(ports.map(({ port }) => port)).toEqual(['25', '80', '143', '443', '465', '8096', '8097']);
    expect(ports.at(-1)).toEqual({
      stack: 'media',
      service: 'admin',
      address: '127.0.0.1',
      claimed: '127.0.0.1',
      port: '8097',
      read: true,
      containerPort: 8080,
      protocol: 'tcp',
      from: 'host',
      words: 'HTTP',
      clashes: [],
    });
  });

  it('clash where two publish one number of one protocol on addresses that overlap', () => {
    const clash = (a: string, b: string) =>
      portsOf({ 'a/compose.yaml': web(a), 'b/compose.yaml': web(b) }).map(({ clashes }) => clashes);
    expect(clash('80:80', '127.0.0.1:80:81')).toEqual([['b/web'], ['a/web']]);
    expect(clash('80:80', '80:80/udp')).toEqual([[], []]);
    expect(clash('127.0.0.1:80:80', '10.0.0.1:80:80')).toEqual([[], []]);
    expect(clash('80:80', '81:80')).toEqual([[], []]);
    expect(clash('80', '80')).toEqual([[], []]);
  });

  it('that cannot be read are listed as written', () => {
    const ports = portsOf({ 'a/compose.yaml': web('80:$' + '{PORT}') });
    expect(ports).toMatchObject([{ port: '80:$' + '{PORT}', read: false }]);
  });

  it('have a next one that is free', () => {
    expect(nextFreePort(hostPorts(homeAnalysis(options)))).toBe(8098);
    expect(nextFreePort([])).toBe(8080);
    expect(nextFreePort(portsOf({ 'a/compose.yaml': web('8080-8085:80-85') }))).toBe(8086);
  });
});

describe('the matrix of a host', () => {
  it('counts pairs of services between stacks', () => {
    const matrix = stackMatrix(homeAnalysis(options));
    expect(matrix.stacks).toEqual(['blog', 'mail', 'media', 'nas', 'old', 'paper', 'traefik']);
    expect(matrix.pairs('traefik', 'paper')).toEqual({ pairs: 2, direct: 2, viaHost: 0, unknown: 0 });
    expect(matrix.pairs('blog', 'blog')).toEqual({ pairs: 2, direct: 2, viaHost: 0, unknown: 0 });
    expect(matrix.pairs('blog', 'traefik')).toEqual({ pairs: 2, direct: 1, viaHost: 1, unknown: 0 });
    expect(matrix.pairs('nas', 'blog').direct).toBe(2);
    expect(matrix.pairs('nowhere', 'blog').pairs).toBe(0);
  });
});
