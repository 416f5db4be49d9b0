import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { findingsWithFixes, objectionTo, offeredFixes } from './offer-fixes.ts';

/** A datastore with an open port beside so many others. */
function offered(others: number) {
  const rest = Array.from({ length: others }, (_, at) => `  s${at}: { image: example/s${at}:1 }\n`).join('');
  const workspace = openAlone(`services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n${rest}`);
  const analysis = analyze(workspace, defaultReachOptions);
  let analyses = 0;
  // What a fix leads to is compared with the needs before it.
  const counted = Object.defineProperty({ ...analysis }, 'needs', {
    get: () => {
      analyses++;
      return analysis.needs;
    },
  });
  return { findings: analysis.findings, offered: findingsWithFixes(workspace, counted), analyses };
}

describe('findingsWithFixes', () => {
  it('tries each fix of a small project', () => {
    expect(offered(3).analyses).toBeGreaterThan(0);
  });

  it('tries no fix of a finding that is not printed', () => {
    const workspace = openAlone('services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n');
    const analysis = analyze(workspace, defaultReachOptions);
    const untouched = Object.defineProperty({ ...analysis }, 'needs', {
      get: () => {
        throw new Error('a fix was tried');
      },
    });
    expect(findingsWithFixes(workspace, untouched, { printed: new Set() })).toEqual(analysis.findings);
    expect(() => findingsWithFixes(workspace, untouched)).toThrow('a fix was tried');
  });

  it('offers the fixes of a very large project as they are, and analyses nothing for it', () => {
    const large = offered(300);
    expect(large.offered).toEqual(large.findings);
    expect(large.findings.some(({ fixes }) => fixes.length > 0)).toBe(true);
    expect(large.analyses).toBe(0);
  });
});

/** More than are tried one by one: some with an open port, the others with a dead one. */
const many = `services:\n${Array.from({ length: 64 }, (_, at) => {
  const own = at % 7 === 0 ? '    ports: ["9000"]\n' : '    network_mode: none\n    ports: ["80:80"]\n';
  return `  s${at}:\n    image: example/s${at}:1\n${own}`;
}).join('')}`;

describe('trying fixes', () => {
  it('says the same of many at once as of each alone', () => {
    const workspace = openAlone(many);
    const together = findingsWithFixes(workspace, analyze(workspace, defaultReachOptions));
    const fresh = analyze(workspace, defaultReachOptions);
    const alone = fresh.findings.map((finding) => offeredFixes(workspace, fresh, finding));
    expect(together.map(({ fixes }) => fixes.map(({ title }) => title))).toEqual(
      alone.map((fixes) => fixes.map(({ title }) => title)),
    );
    expect(together.flatMap(({ fixes }) => fixes).length).toBe(74);
  });

  it('leaves a fix out that leaves more to mend', () => {
    const workspace = openAlone(
      'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n    networks: [n]\n  db:\n    image: postgres:16\n    networks: [n]\nnetworks:\n  n:\n',
    );
    const analysis = analyze(workspace, defaultReachOptions);
    const [found] = analysis.findings.filter(({ rule }) => rule === 'CN101');
    if (!found) throw new Error('no CN101');
    const operations = [
      {
        type: 'publish',
        service: 'db',
        port: { hostIp: '', hostPort: '5432', containerPort: '5432', protocol: 'tcp' },
      },
    ] as const;
    const bad = { title: 'a wrong one', safe: true, operations };
    expect(objectionTo(workspace, analysis, found, bad)).not.toBeNull();
    expect(offeredFixes(workspace, analysis, { ...found, fixes: [bad, ...found.fixes] })).toEqual(
      offeredFixes(workspace, analysis, found),
    );
  });
});

describe('trying fixes together in a project of some 25 services', () => {
  const offeredWith = (text: string, size: number) => {
    const workspace = openAlone(text);
    const analysis = analyze(workspace, defaultReachOptions);
    const all = findingsWithFixes(workspace, analysis, { size });
    return all.map(({ fixes }) => fixes.map(({ operations }) => operations));
  };
  it.each([
    [
      'of what a service extends, which several places say',
      'services:\n  base:\n    image: app\n    networks: [a]\n    cap_add: [NET_ADMIN]\n  web:\n    extends: base\n  other:\n    extends: { service: web }\n    image: other\n    networks: [b]\nnetworks: { a: , b: }\n',
    ],
    [
      'of two services that need each other and change their modes',
      'services:\n  web:\n    image: a:1\n    network_mode: host\n  db:\n    image: b:1\n    network_mode: bridge\n    links: [web]\n',
    ],
  ])('offers nothing that each alone would not be: %s', (_, text) => {
    expect(offeredWith(text, 25)).toEqual(offeredWith(text, 1));
  });
});
