import { describe, expect, it } from 'vitest';
import { openAlone, openWorkspace } from '../../compose/workspace/open-workspace.ts';
import { checkPretty } from '../../export/check/check-pretty.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../all-rules.ts';

/** An override that adds to services whose images, networks and neighbours are in another file. */
const override = `services:
  web:
    ports: ["127.0.0.1:8080:80"]
    networks: [front]
    environment: { API_URL: "http://api:3000", DB: "postgres://db:5432" }
  api:
    environment: { DATABASE_URL: "postgres://db:5432/x" }
    depends_on: [db]
  worker:
    image: example/worker:2
    networks: [back]
    environment: { API_URL: "http://api:3000" }
`;
const bare = 'services:\n  web:\n    ports: ["8080:80"]\n';
const full = 'services:\n  web:\n    image: nginx\n    networks: [front]\n';

const found = (text: string, file: string) => {
  const workspace = openAlone(text, { file });
  return analyze(workspace, defaultReachOptions).findings.filter(({ rule }) =>
    ['CN202', 'CN402', 'CN403', 'CN601'].includes(rule),
  );
};

describe('an override that is read alone', () => {
  it.each([
    ['docker-compose.override.yml', 'docker-compose.yml'],
    ['compose.prod.yaml', 'compose.yaml'],
    ['stacks/shop/compose.dev.yaml', 'stacks/shop/compose.yaml'],
    ['docker-compose-gpu.yml', 'docker-compose.yml'],
  ])('%s is one line, which says how to check it', (file, base) => {
    const [one, ...more] = found(override, file);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ rule: 'CN601', severity: 'warning', certainty: 'inferred' });
    expect(one?.message).toMatch(
      new RegExp(`^This looks like an override of ${base}; check it with -f ${base} -f ${file}\\.`),
    );
  });

  it('is one by its services, whatever its name: none says what it runs', () => {
    expect(found(bare, 'more.yml').map(({ message }) => message)).toEqual([
      expect.stringContaining('an override of another file; check it with -f BASE -f more.yml.'),
    ]);
  });

  it.each([
    ['a default name', override, 'compose.yaml'],
    ['a name that says nothing, and a service that runs', override, 'stack.yml'],
    ['nothing that is left to another file', full.replace('[front]', '[default]'), 'compose.prod.yaml'],
  ])('is none: %s', (_, text, file) => {
    expect(found(text, file).filter(({ message }) => message.includes('an override of'))).toEqual([]);
  });

  it('is none together with its base, and what is wrong with its form stays said', () => {
    const base = 'services:\n  web: { image: nginx }\n';
    const workspace = openWorkspace({
      order: ['compose.yaml', 'compose.prod.yaml'],
      texts: new Map([
        ['compose.yaml', base],
        ['compose.prod.yaml', bare],
      ]),
      environment: new Map(),
    });
    expect(analyze(workspace, defaultReachOptions).findings.filter(({ rule }) => rule === 'CN601')).toEqual(
      [],
    );
    const wrong = found(`${bare}    network_mode: host\n    networks: [a]\n`, 'compose.prod.yaml');
    expect(wrong.map(({ evidence }) => evidence[0])).toEqual(
      expect.arrayContaining(['override-alone', 'network-mode-and-networks']),
    );
  });

  it('is the same one finding in the table for people', () => {
    const workspace = openAlone(override, { file: 'compose.prod.yaml' });
    const analysis = analyze(workspace, defaultReachOptions);
    const text = checkPretty(workspace, analysis);
    for (const { message } of found(override, 'compose.prod.yaml')) expect(text).toContain(message);
  });
});
