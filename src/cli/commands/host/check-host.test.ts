import { describe, expect, it } from 'vitest';
import { acrossRuleIds } from '../../../core/rules/registry.ts';
import { call } from '../../testing/call.ts';
import type { FakeMachine } from '../../testing/fake-io.ts';
import { appStack, hostFiles } from '../../testing/host-files.ts';

interface FindingJson {
  readonly stack: string | null;
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly fingerprint: string;
  readonly subjects: readonly string[];
  readonly suppressed: { readonly by: string } | null;
  readonly fixes: readonly object[];
}

/** Two folders with the same project name, which is CN801 in the second. */
const twice: Readonly<Record<string, string>> = {
  '/srv/a/blog/compose.yaml': 'services:\n  web: { image: p, privileged: true }\n',
  '/srv/b/blog/compose.yaml': 'services:\n  web: { image: p }\n',
};

async function check(words: readonly string[], files = hostFiles, more: FakeMachine = {}) {
  const machine = { files, cwd: '/srv', ...more };
  const { code, out, err } = await call(['check', '--host', '--format', 'json', ...words], machine);
  const json = out === '' ? null : JSON.parse(out);
  const findings: readonly FindingJson[] = json?.findings ?? [];
  return { code, err, json, findings };
}

describe('check --host', () => {
  it('lists the findings of every stack with the stack that owns the file, sorted by severity and rule', async () => {
    const { code, err, json, findings } = await check(['--fail-on', 'never']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(json)).toEqual(['version', 'host', 'engine', 'stacks', 'findings']);
    expect(json).toMatchObject({ version: 1, host: true, engine: '29', stacks: { wiki: { dir: 'wiki' } } });
    const owners = new Map(findings.map(({ stack, file }) => [stack, file]));
    expect(owners.get('blog')).toBe('blog/compose.yaml');
    expect(new Set(findings.map(({ stack }) => stack))).toEqual(new Set(['blog', 'traefik', 'wiki']));
    const order = ['error', 'warning', 'info'];
    const keys = json.findings.map(
      (one: { severity: string; rule: string }) => `${order.indexOf(one.severity)} ${one.rule}`,
    );
    expect(keys).toEqual([...keys].sort());
  });

  it('keeps local subjects and the fingerprints of a call without --host', async () => {
    const { findings } = await check(['--rules', 'strict']);
    const alone = JSON.parse(
      (
        await call(['check', '--format', 'json', '--rules', 'strict', 'wiki'], {
          files: hostFiles,
          cwd: '/srv',
        })
      ).out,
    );
    const own: readonly FindingJson[] = alone.projects[0].findings;
    const here = findings.filter(({ stack, rule }) => stack === 'wiki' && !acrossRuleIds.has(rule));
    expect(here.length).toBeGreaterThan(1);
    const prints = new Set(own.map(({ fingerprint }) => fingerprint));
    expect(here.filter(({ fingerprint }) => !prints.has(fingerprint))).toEqual([]);
    expect(here.flatMap(({ subjects }) => subjects).filter((subject) => subject.includes('/'))).toEqual([]);
  });

  it('knows who else is on a network of another stack, where one file can only guess (CN406)', async () => {
    const files = { ...hostFiles, '/srv/auth/compose.yaml': appStack('server') };
    const alone = await call(['check', '--format', 'json', 'auth'], { files, cwd: '/srv' });
    expect(alone.out).toContain('CN406');
    expect((await check([], files)).findings.map(({ rule }) => rule)).not.toContain('CN406');
  });

  it('finds what two stacks do together, and lets it object', async () => {
    const { code, findings } = await check([], twice);
    expect(code).toBe(1);
    expect(findings.find(({ rule }) => rule === 'CN801')).toMatchObject({
      stack: 'blog#2',
      file: 'b/blog/compose.yaml',
      subjects: ['stack:blog#2', 'stack:blog'],
      path: [],
      suppressed: null,
    });
  });

  it('hears suppressions of what is found across stacks, in the file where it stands', async () => {
    const files = {
      ...twice,
      '/srv/b/blog/compose.yaml': `${twice['/srv/b/blog/compose.yaml']}x-bulkhead: { version: 1, disable: [{ rule: CN801, reason: moving }] }\n`,
    };
    const { findings } = await check([], files);
    expect(findings.find(({ rule }) => rule === 'CN801')?.suppressed).toEqual({
      by: 'file',
      reason: 'moving',
    });
    expect(findings.map(({ rule }) => rule)).not.toContain('CN902');
  });

  it('says to people what concerns several stacks first, and sums up in lines', async () => {
    const { code, out } = await call(['check', '--host'], { files: twice, cwd: '/srv' });
    expect(code).toBe(1);
    expect(out).toMatch(/^across stacks\n\nb\/blog\/compose\.yaml:1:1: error CN801 same-project-name\n/);
    expect(out).toContain('\nstack blog (a/blog)\n\n');
    expect(out).toMatch(/\n2 stacks, 2 services\. \d+ findings: /);
    const known = await call(['check', '--host'], { files: hostFiles, cwd: '/srv' });
    expect(known.out).toMatch(
      /\n3 stacks, 5 services\. .*\n5 of 5 facts that one stack alone leaves unknown are known here\.\n$/,
    );
  });

  it('writes SARIF in one run, with the rules of the host', async () => {
    const { out } = await call(['check', '--host', '--format', 'sarif'], { files: twice, cwd: '/srv' });
    const { runs } = JSON.parse(out);
    expect(runs).toHaveLength(1);
    const [{ tool, results }] = runs;
    const found = results.find((one: { ruleId: string }) => one.ruleId === 'CN801');
    expect(tool.driver.rules[found.ruleIndex].id).toBe('CN801');
    expect(found.locations[0].physicalLocation.artifactLocation.uri).toBe('b/blog/compose.yaml');
    expect(results.length).toBeGreaterThan(1);
  });

  it('annotates on GitHub, and lists in Markdown', async () => {
    const github = await call(['check', '--host', '--format', 'github'], { files: twice, cwd: '/srv' });
    expect(github.out).toMatch(
      /^::error file=b\/blog\/compose\.yaml,line=1,col=1,title=CN801 same-project-name::/,
    );
    const markdown = await call(['check', '--host', '--format', 'markdown'], { files: twice, cwd: '/srv' });
    expect(markdown.out).toMatch(/^## Network findings\n\n2 stacks, 2 services\. \d+ findings: /);
    expect(markdown.out).toContain('\n### Across stacks\n\n- **error** CN801 same-project-name: ');
    expect(markdown.out).toContain('\n### `blog`\n\n- **');
    const project = await call(['check', '--format', 'markdown', 'a/blog'], { files: twice, cwd: '/srv' });
    expect(project.out).toContain('\n### `a/blog`\n');
  });

  it('knows with a baseline what was there, each stack by its folder', async () => {
    const first = await call(['check', '--host', '--write-baseline', 'base.json'], {
      files: twice,
      cwd: '/srv',
    });
    expect(first.code).toBe(1);
    const files = { ...twice, '/srv/base.json': first.io.text('/srv/base.json') };
    expect((await check(['--baseline', 'base.json'], files)).code).toBe(0);
    const worse = {
      ...files,
      '/srv/b/blog/compose.yaml': 'services:\n  web: { image: p, privileged: true }\n',
    };
    const { findings } = await check(['--baseline', 'base.json', '--fail-on', 'info'], worse);
    const fresh = findings.filter(({ suppressed }) => suppressed === null);
    expect(fresh.length).toBeGreaterThan(0);
    expect(new Set(fresh.map(({ stack }) => stack))).toEqual(new Set(['blog#2']));
  });

  it('takes a report of a host for a baseline', async () => {
    const { out } = await call(['check', '--host', '--format', 'json'], { files: twice, cwd: '/srv' });
    const { code, findings } = await check(['--baseline', 'report.json', '--fail-on', 'info'], {
      ...twice,
      '/srv/report.json': out,
    });
    expect(code).toBe(0);
    expect(findings.every(({ suppressed }) => suppressed?.by === 'baseline')).toBe(true);
  });

  it('weighs by rule set, and ends with 2 where a stack could not be read', async () => {
    expect((await check(['--rules', 'homelab', '--fail-on', 'error'])).code).toBe(0);
    const { code, err, findings } = await check([], { ...hostFiles, '/srv/bad/compose.yaml': '[' });
    expect(code).toBe(2);
    expect(err).toMatch(/^bad\/compose\.yaml:1:\d+: /);
    expect(findings.length).toBeGreaterThan(0);
  });

  it('reads bulkhead.yaml, whose findings stand in it and belong to no stack', async () => {
    const files = {
      ...hostFiles,
      '/srv/bulkhead.yaml': 'version: 1\nnetwork: {}\nintents:\n  - never: blog/* -> wiki/*\n',
    };
    const { findings, json } = await check([], files);
    const own = findings.filter(({ stack }) => stack === null);
    expect(own.map(({ rule, file, line }) => `${rule} ${file}:${line}`).sort()).toEqual([
      'CN701 bulkhead.yaml:4',
      'CN902 bulkhead.yaml:2',
    ]);
    expect(json.findings.find(({ rule }: FindingJson) => rule === 'CN701')).toMatchObject({ stack: null });
    const github = await call(['check', '--host', '--format', 'github'], { files, cwd: '/srv' });
    expect(github.out).toContain('file=bulkhead.yaml,line=2,');
    const sarif = await call(['check', '--host', '--format', 'sarif'], { files, cwd: '/srv' });
    expect(sarif.out).toContain('"uri": "bulkhead.yaml"');
    const two = await check(['.', 'blog'], { ...files, '/srv/blog/bulkhead.yaml': 'version: 1\n' });
    expect(two).toMatchObject({ code: 2, json: null });
    expect(two.err).toContain('bulkhead.yaml, blog/bulkhead.yaml: a host has only one such file.');
  });

  it('gives a fix across stacks by stack, and its replacements in SARIF', async () => {
    const routed = (name: string) => {
      const label = `    labels: ["traefik.http.routers.${name}.rule=Host(\`${name}.example\`)"]\n`;
      return appStack(name).replace('    environment', `${label}    environment`);
    };
    const files = {
      ...hostFiles,
      '/srv/blog/compose.yaml': routed('ghost'),
      '/srv/wiki/compose.yaml': routed('wikijs'),
    };
    const { json } = await check([], files);
    const flat = json.findings.find(({ rule }: FindingJson) => rule === 'CN804');
    expect(flat).toMatchObject({ stack: 'traefik', fixes: [{ operations: [] }] });
    const stacks = flat.fixes[0].edits.map(({ stack }: { stack: string }) => stack);
    expect([...stacks].sort()).toEqual(['blog', 'traefik', 'wiki']);
    const sarif = await call(['check', '--host', '--format', 'sarif'], { files, cwd: '/srv' });
    const result = JSON.parse(sarif.out).runs[0].results.find(
      ({ ruleId }: { ruleId: string }) => ruleId === 'CN804',
    );
    expect(result.fixes[0].artifactChanges).toHaveLength(3);
    const { out } = await call(['check', '--host'], { files, cwd: '/srv' });
    expect(out).toMatch(/ {2}fix: .*: in (?:blog|traefik|wiki) add-network=/);
  });

  it('is not what check DIR does', async () => {
    const { out } = await call(['check', '--format', 'json', '.'], { files: twice, cwd: '/srv' });
    expect(out).not.toContain('CN801');
    expect(JSON.parse(out).projects).toHaveLength(2);
  });
});
