// The workflows beside what they call: every npm script and file is there, what is looked at comes before what is published, each job may do what it
// needs and no more, and a release carries what the scripts make.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checksums, releaseFiles } from './assets.mjs';

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

function workflow(name: string): Workflow {
  return parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8'));
}

function runsOf({ steps }: Job): readonly string[] {
  return steps.flatMap(({ run }) => run ?? []);
}

const release = workflow('release');
const job = (name: string): Job => {
  const found = release.jobs[name];
  if (found === undefined) throw new Error(`release.yml has no job ${name}`);
  return found;
};

describe.each(['ci', 'release'])('the workflow %s', (name) => {
  const calls = Object.values(workflow(name).jobs).flatMap(runsOf);

  it('calls scripts and files that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = calls.flatMap((call) => [...call.matchAll(/npm run (?:-s )?([\w:-]+)/g)]);
    expect(named.length).toBeGreaterThan(1);
    expect(named.map(([, script = '']) => script).filter((script) => !(script in scripts))).toEqual([]);
    const files = calls.flatMap((call) => [...call.matchAll(/(?:^|\s)((?:scripts|deploy|\.ci)\/[\w./-]+)/g)]);
    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('may only read, unless a job says what it needs', () => {
    expect(workflow(name).permissions).toEqual({ contents: 'read' });
  });
});

describe('a release', () => {
  it('is published after all that looks at it', () => {
    const calls = runsOf(job('publish'));
    const at = (part: string): number => calls.findIndex((call) => call.includes(part));
    const order = [
      'GITHUB_REF_NAME',
      'npm ci',
      'npm run check',
      'npm run build',
      'npm run release:check',
      'npm run vsix',
      'npm run docs',
      'scripts/release/assets.mjs',
      'npm publish',
      'gh release create',
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect([job('image').needs, job('site').needs]).toEqual(['publish', 'image']);
  });

  it('gives each job what it writes to, and no other', () => {
    expect(
      Object.fromEntries(Object.entries(release.jobs).map(([id, { permissions }]) => [id, permissions])),
    ).toEqual({
      publish: { contents: 'write', 'id-token': 'write' },
      image: { contents: 'read', packages: 'write' },
      site: { contents: 'write' },
    });
  });

  it('carries package, extension, formula, manifest, list of what is bundled, proof and site, by their checksums', () => {
    const names = releaseFiles('1.2.3').map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'bulkhead-1.2.3.tgz',
        'bulkhead-1.2.3.vsix',
        'bulkhead.rb',
        'bulkhead.json',
        'bulkhead.cdx.json',
        'proof.json',
        'docs.tar.gz',
      ]),
    );
    expect(names.at(-1)).toBe('SHA256SUMS');
    const fetched = runsOf(job('site')).flatMap((call) => [...call.matchAll(/--pattern (\S+)/g)]);
    expect(fetched.map(([, name]) => name).filter((name) => !names.includes(name ?? ''))).toEqual([]);
    const sum = createHash('sha256').update('a').digest('hex');
    expect(checksums([['x', Buffer.from('a')]])).toBe(`${sum}  x\n`);
  });

  it('makes the image for two platforms of the package, whose folder and argument the file has', () => {
    const build = runsOf(job('image')).find((call) => call.includes('buildx build')) ?? '';
    expect(build).toContain('--platform linux/amd64,linux/arm64');
    expect(build).toMatch(/--push package$/);
    const file = readFileSync('deploy/Containerfile.release', 'utf8');
    for (const [, name] of build.matchAll(/--build-arg "(\w+)=/g)) expect(file).toContain(`ARG ${name}=`);
    expect(file).not.toMatch(/^RUN /m);
  });
});
