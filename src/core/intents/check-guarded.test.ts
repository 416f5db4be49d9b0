import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { fixObjection, outcomeOf } from '../fixes/fix-objection.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyze } from '../rules/all-rules.ts';
import { openExample } from '../rules/example-workspace.ts';

const options = optionsFor('29', { project: 'shop' });

/** Returns a project with a wiki behind forward authentication, an open blog, and a database without any route. */
const shop = (intent: string, wiki = '', more = '') => `services:
  traefik:
    image: traefik:v3.7
    command: [--entrypoints.web.address=:80, --providers.docker.exposedbydefault=false]
    ports: ["80:80"]
    networks: [edge]
  wiki:
    image: example/wiki
    expose: ["3000"]
    networks: [edge]
${wiki}    labels:
      - traefik.enable=true
      - traefik.http.routers.wiki.rule=Host(\`wiki.example.org\`)
      - traefik.http.routers.wiki.middlewares=login
      - traefik.http.middlewares.login.forwardauth.address=http://authelia:9091/
  blog:
    image: example/blog
    expose: ["2368"]
    networks: [edge]
    labels: [traefik.enable=true, "traefik.http.routers.blog.rule=Host(\`blog.example.org\`)"]
  authelia: { image: authelia/authelia, networks: [edge] }
  db: { image: "postgres:17", networks: [data] }
${more}networks: { edge: {}, data: {} }
x-bulkhead:
  intents:
    - ${intent}
`;

function said(text: string): readonly string[] {
  return analyze(openExample(text), options)
    .findings.filter(({ rule }) => rule === 'CN701' || rule === 'CN902')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe('guarded', () => {
  it.each([
    'guarded: wiki',
    'guarded: wiki by authelia',
    'guarded: db',
    'guarded: [wiki, db]',
    'guarded: wiki, db by authelia',
  ])('%s holds', (intent) => {
    expect(said(shop(intent))).toEqual([]);
  });

  it('a port that was left over leads past the login, and is closed by a fix', () => {
    const text = shop('guarded: wiki by authelia', '    ports: ["8081:3000"]\n');
    expect(said(text)).toEqual([
      "error: 'guarded: wiki by authelia' does not hold: port 8081 of this machine leads to wiki without a login.",
    ]);
    const before = analyze(openExample(text), options);
    const [finding] = before.findings.filter(({ rule }) => rule === 'CN701');
    const [fix] = finding?.fixes ?? [];
    if (!finding || !fix) throw new Error('no fix');
    const planned = planInWorkspace(openExample(text), fix.operations);
    if (!planned.ok) throw new Error(planned.error.message);
    const after = analyze(planned.value.workspace, options);
    expect(after.findings.filter(({ rule }) => rule === 'CN701')).toEqual([]);
    expect(fixObjection(before, outcomeOf(before, after), finding)).toBeNull();
  });

  it('a route without a login, and another login than the one that is named', () => {
    expect(said(shop('guarded: blog'))).toEqual([
      "error: 'guarded: blog' does not hold: blog.example.org leads to blog without a login.",
    ]);
    expect(said(shop('guarded: wiki by blog'))).toEqual([
      "error: 'guarded: wiki by blog' does not hold: wiki.example.org asks authelia and not blog.",
    ]);
  });

  it('a list of addresses is no login', () => {
    const text = shop('guarded: wiki').replace(
      'forwardauth.address=http://authelia:9091/',
      'ipallowlist.sourcerange=203.0.113.0/24',
    );
    expect(said(text)).toEqual([
      "error: 'guarded: wiki' does not hold: wiki.example.org leads to wiki past a list of addresses alone.",
    ]);
  });

  it('what is not read leaves it undecided, and never holds by itself', () => {
    const manager = '  manager: { image: jc21/nginx-proxy-manager, ports: ["81:81"], networks: [edge] }\n';
    expect(said(shop('guarded: wiki', '', manager))).toEqual([
      "warning: 'guarded: wiki' cannot be decided: Nginx Proxy Manager keeps its routes in a database, which is not read.",
    ]);
    const alone = analyze(openAlone(shop('guarded: wiki')), options).findings.filter(
      ({ rule }) => rule === 'CN701',
    );
    expect(alone.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "warning: 'guarded: wiki' cannot be decided: the configuration of the proxy is unknown.",
    ]);
  });

  it('without any proxy its own ports decide', () => {
    const plain = (ports: string) => `services:
  app: { image: example/app${ports} }
x-bulkhead: { intents: [{ guarded: app }] }
`;
    expect(said(plain(''))).toEqual([]);
    expect(said(plain(', ports: ["8080:80"]'))).toEqual([
      "error: 'guarded: app' does not hold: port 8080 of this machine leads to app without a login.",
    ]);
    expect(said(plain(', ports: ["127.0.0.1:8080:80"]'))).toEqual([]);
  });

  it.each([
    ['guarded: wiki by nobody', "names 'nobody', which is no service"],
    ['guarded: wiki by edge', "names 'edge' as what asks for the login, which is no service here."],
    [
      'guarded: wiki by authelia, blog',
      'does not have the form of an intent. Write `guarded: wiki by authelia`',
    ],
    ['guarded: outside', "names 'outside', which is no container."],
    ['only: wiki', 'does not have the form of an intent. Write `only: wiki from traefik`'],
  ])('%s is CN902', (intent, message) => {
    expect(said(shop(intent))).toEqual([expect.stringContaining(message)]);
  });
});

describe('only', () => {
  it('other members of a shared network break it', () => {
    expect(said(shop('only: wiki from traefik'))).toEqual([
      "error: 'only: wiki from traefik' does not hold: blog reaches wiki: blog and wiki are both on edge (and 1 more pair).",
    ]);
    expect(said(shop('only: wiki from traefik, blog, authelia'))).toEqual([]);
    expect(said(shop('only: db from wiki'))).toEqual([]);
  });

  it('a published port breaks it, since that is not through the proxy', () => {
    expect(said(shop('only: wiki from traefik, blog, authelia', '    ports: ["8081:3000"]\n'))).toContain(
      "error: 'only: wiki from traefik, blog, authelia' does not hold: the outside reaches wiki at port 8081 of this machine.",
    );
  });
});
