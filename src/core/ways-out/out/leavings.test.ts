import { describe, expect, it } from 'vitest';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { analyze } from '../../rules/all-rules.ts';
import { openRead } from '../../ways-in/testing/read-facts.ts';
import { leavingsOf, projectLeaver } from './leavings.ts';

const project = (access: string, { worker = 'networks: [cell]', more = '' } = {}) => `services:
  worker:
    image: example/agent
    ${worker}
    environment: { HTTPS_PROXY: "http://proxy:3128" }
  proxy:
    image: ubuntu/squid
    networks: [cell, out]
    configs: [{ source: squid, target: /etc/squid/squid.conf }]
${more}networks:
  cell: { internal: true }
  out: {}
configs:
  squid:
    content: |
      http_port 3128
${access
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
`;

const tight = `acl web port 80 443
acl names dstdomain -n .example.org
acl inside dst 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 127.0.0.0/8
http_access deny !web
http_access deny !names
http_access deny inside
http_access allow names
http_access deny all`;

const leavings = (yaml: string) => {
  const analysis = analyze(openRead(yaml), optionsFor('29', { project: 'shop' }));
  return leavingsOf(projectLeaver(analysis), 'worker');
};
const ids = (yaml: string) => leavings(yaml).holes.map(({ id }) => id);

describe('leavingsOf', () => {
  it('lists the ways with the names and ports that a list lets out', () => {
    expect(leavings(project(tight)).leaves).toEqual([
      {
        by: 'proxy',
        through: 'proxy',
        names: ['example.org', '*.example.org'],
        ports: [80, 443],
        place: expect.objectContaining({ line: 23 }),
      },
    ]);
  });

  it('finds no hole in a tight list but the host at the gateway, and what is said inside of CONNECT', () => {
    expect(ids(project(tight))).toEqual(['H2', 'LV8']);
  });

  it.each([
    ['any port', tight.replace('http_access deny !web\n', ''), 'LV14'],
    ['look-alike names', tight.replace('dstdomain -n .', 'dstdom_regex -n '), 'LV13'],
    ['the name of an owner', tight.replace('dstdomain -n', 'dstdomain'), 'LV12'],
    ['names that lead inside', tight.replace('http_access deny inside\n', ''), 'LV7'],
    ['a name that is looked up first', tight.replace('http_access deny !names\n', ''), 'LV9'],
    [
      'everybody of a subnet',
      tight.replace('http_access deny !web', 'acl local src all\nhttp_access allow local'),
      'LV10',
    ],
  ])('finds %s', (_, access, id) => {
    expect(ids(project(access))).toContain(id);
  });

  it('finds a second network and a neighbour that leads on, and nothing without a list', () => {
    expect(ids(project(tight, { worker: 'networks: [cell, out]' }))).toContain('LV1');
    const shell = '  shell: { image: "linuxserver/openssh-server", networks: [cell, out] }\n';
    expect(ids(project(tight, { more: shell }))).toContain('LV2');
    expect(ids(project('http_access allow all', { worker: 'networks: [cell, out]' }))).toEqual([]);
  });

  it('does not know what a list of an absent file lets out', () => {
    const { leaves, holes } = leavings(project(tight.replace('.example.org', '"/etc/squid/names.txt"')));
    expect(leaves).toEqual([{ by: 'proxy', through: 'proxy', names: 'unknown', ports: null, place: null }]);
    expect(holes).toEqual([]);
  });
});
