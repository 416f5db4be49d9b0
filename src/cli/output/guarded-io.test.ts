import { describe, expect, it } from 'vitest';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import type { Assumed } from '../../core/contracts/assumed.ts';
import { call, withShop } from '../testing/call.ts';
import { emptyTally } from '../verify/tally.ts';
import { verifyPretty } from '../verify/verify-report.ts';

/** Names and values with control sequences: colour, a title, a line break, right-to-left text, commands of a build log. */
const evil = '\\e[31m\\a\\x9b2J\\u202egnp\\n::error::x\\n::add-mask::y';
const hostile = `services:
  "web${evil}":
    image: "img${evil}"
    container_name: "c${evil}"
    networks: ["net${evil}", "none${evil}"]
    ports: ["0.0.0.0:8080:80", "\${P${'x'.repeat(3)}}:81", "8080:90"]
    profiles: []
    environment: { DB: "http://db${evil}:80", HOST: "http://localhost:1" }
    depends_on: ["gone${evil}"]
    cap_add: ["NET_ADMIN", "cap${evil}"]
    privileged: true
    volumes: ["/var/run/docker.sock:/var/run/docker.sock", "/a${evil}:/b"]
  "db${evil}":
    image: postgres
    network_mode: "service:web${evil}"
    ports: ["5432:5432"]
  joined:
    image: "x"
    network_mode: "container:c${evil}"
  two: { image: x, container_name: "c${evil}" , networks: ["net${evil}"], expose: ["1${evil}"] }
networks:
  "net${evil}":
    driver: "d${evil}"
  "other${evil}": { internal: true }
x-bulkhead:
  disable: [{ rule: CN301, reason: "why${evil}" }, { rule: "CN${evil}", reason: x }]
  intents: [{ never: "web${evil} -> db${evil}" }, { "odd${evil}": 1 }]
`;
const web = 'web\u001b[31m\u0007\u009b2J\u202egnp\n::error::x\n::add-mask::y';
const machine = withShop({
  '/shop/bad.yaml': hostile,
  '/shop/a\u001b[31m\n::error::b.yaml': hostile,
  '/shop/broken\u001b[2J.yaml': 'services: [\n',
  '/shop/asks.yaml': `include: ["gone${evil}.yaml"]\nservices: { a: { image: x, env_file: "e${evil}" } }\n`,
  '/shop/folders/f\u001b[2J\n::error::x/compose.yaml': hostile,
  '/shop/alias.yaml': `services:\n  a: *x\u001b[31m\n`,
});

const calls: readonly (readonly string[])[] = [
  ['check', 'bad.yaml'],
  ['check', 'a\u001b[31m\n::error::b.yaml'],
  ['check', 'broken\u001b[2J.yaml'],
  ['check', 'gone\u001b[2J\n::error::x.yaml'],
  ['check', 'asks.yaml'],
  ['check', 'alias.yaml'],
  ['check', 'folders'],
  ['check', '--format', 'github', 'folders'],
  ['reach', 'folders'],
  ['fix', 'folders'],
  ['check', '--format', 'github', 'bad.yaml'],
  ['check', '--format', 'github', 'a\u001b[31m\n::error::b.yaml'],
  ['check', '--format', '\u001b[2J'],
  ['check', '--engine', '\u001b[2J\n::error::x'],
  ['check', '--\u001b[2J\n::error::x'],
  ['reach', 'bad.yaml'],
  ['reach', '--format', 'mermaid', 'bad.yaml'],
  ['explain', 'bad.yaml', web, 'joined'],
  ['explain', 'bad.yaml', 'outside', web],
  ['explain', 'bad.yaml', web, 'nobody\u001b[2J\n::error::x'],
  ['diff', 'compose.yaml', 'bad.yaml'],
  ['diff', 'bad.yaml', 'compose.yaml'],
  ['diff', '--format', 'markdown', 'compose.yaml', 'bad.yaml'],
  ['edit', 'bad.yaml', 'unset=two:expose'],
  ['edit', 'bad.yaml', `detach=${web}:x`],
  ['edit', 'bad.yaml', 'attach=joined:\u001b[2J\n::error::x'],
  ['edit', 'bad.yaml', 'unpublish=two:80'],
  ['fix', 'bad.yaml'],
  ['fix', '--rule', 'CN101', 'bad.yaml'],
  ['export', '--to', 'svg', 'bad.yaml'],
  ['export', '--to', 'compose', 'a\u001b[31m\n::error::b.yaml'],
  ['export', '--to', 'markdown', 'bad.yaml'],
  ['export', '--to', 'markdown', 'asks.yaml'],
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are ours.
const ours = /\u001b\[(?:1|2|31|33|36)m([^\u001b]*)\u001b\[0m/g;

const assumed = (file: string): Assumed => ({
  files: [file],
  project: { name: 'p', from: 'option' },
  profiles: { active: [], known: [] },
  unsetVariables: [],
  outside: 'unknown',
  addressFamilies: ['ipv4'],
  notModelled: [],
});

describe('what reaches a terminal', () => {
  // A log of CI is read in a terminal, too; what prints the file itself, or a picture, is exact in a pipe.
  const exact = ['fix', 'edit', 'export'];
  const each = calls.flatMap((words) => [
    ...(exact.includes(words[0] ?? '') ? [] : [{ words, terminal: false }]),
    { words, terminal: true },
  ]);
  it.each(each)('$words, terminal $terminal: nothing that it would obey', async ({ words, terminal }) => {
    const { out, err } = await call(words, { ...machine, terminal });
    expect(out + err).not.toBe('');
    expect(out).not.toMatch(obeyed);
    expect(err).not.toMatch(obeyed);
    for (const line of `${out}\n${err}`.split('\n')) {
      if (!words.includes('github') || !/^::(?:error|warning|notice) file=/.test(line))
        expect(line).not.toMatch(/^\s*::/);
    }
  });

  it.each([
    ['check', 'bad.yaml'],
    ['check', 'a\u001b[31m\n::error::b.yaml'],
    ['diff', 'compose.yaml', 'bad.yaml'],
  ])('%s %s keeps our colours, and only those', async (...words) => {
    const { out } = await call(words, { ...machine, color: true });
    expect(out.match(ours)?.length).toBeGreaterThan(2);
    expect(out.replace(ours, '$1')).not.toMatch(obeyed);
  });

  it('shows what the Engine and the files call things, in the lines of verify', () => {
    const text = 'services:\n  "web\\e[31m\\n::error::x": { image: x }\n';
    const file = '::add-mask::x\u001b[2J.yaml';
    const tally = emptyTally();
    const at = ['services', web];
    const said = '\u001b[2J\n::error::x';
    tally.differences.push({ fact: web, kind: 'probe', at, predicted: said, measured: said, advice: said });
    tally.skipped.push({ fact: web, reason: said });
    const workspace = openAlone(text, { file });
    const report = {
      workspace,
      assumed: assumed(file),
      project: 'p',
      engine: '28.0.0',
      unprobed: said,
      tally,
    };
    const out = [...verifyPretty(report)].join('');
    expect(out).toContain('predicted: \\u001b[2J\\n::error::x\n');
    expect(out).not.toMatch(obeyed);
    expect(out.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
  });

  it('keeps JSON the same JSON, and a pipe every byte', async () => {
    for (const words of [
      ['check', '--format', 'json'],
      ['check', '--format', 'sarif'],
      ['reach', '--format', 'json'],
      ['diff', '--format', 'json', 'compose.yaml'],
    ]) {
      const piped = await call([...words, 'bad.yaml'], machine);
      const shown = await call([...words, 'bad.yaml'], { ...machine, terminal: true });
      expect(shown.out).not.toMatch(obeyed);
      expect(JSON.parse(shown.out)).toEqual(JSON.parse(piped.out));
    }
    const raw = 'services:\r\n  web: { image: x } # \u001b[31m\u202e\r\n';
    const files = withShop({ '/shop/raw.yaml': raw });
    expect((await call(['export', '--to', 'compose', 'raw.yaml'], files)).out).toBe(raw);
    expect((await call(['export', '--to', 'compose', 'raw.yaml'], { ...files, terminal: true })).out).toBe(
      'services:\r\n  web: { image: x } # \\u001b[31m\\u202e\r\n',
    );
  });
});

describe('what the file system refuses', () => {
  it.each([
    ['EACCES', 'reading is not permitted'],
    ['ELOOP', 'its links form a loop'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['ENOTDIR', 'a part of the path is not a folder'],
    ['EFTYPE', 'this is a device, pipe or socket'],
    ['EIO', 'cannot be read (EIO)'],
  ])('%s is one line and 2, whatever names the path', async (code, words) => {
    const refused = { '/shop/x.yaml': code };
    const files = withShop({ '/shop/asks.yaml': 'include: [x.yaml]\nservices: { a: { image: x } }\n' });
    for (const args of [
      ['check', 'x.yaml'],
      ['check', '--env-file', 'x.yaml'],
      ['check', '--baseline', 'x.yaml'],
      ['reach', 'x.yaml'],
      ['edit', 'x.yaml', 'attach=a:b'],
      ['diff', 'x.yaml', 'compose.yaml'],
    ]) {
      const { code: exit, out, err } = await call(args, { ...files, refused });
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toMatch(/^x\.yaml:1:1: [^\n]+\.\n$/);
      expect(err).toContain(words);
    }
    const { code: exit, err } = await call(['check', 'asks.yaml'], { ...files, refused });
    expect(exit).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain('  asks.yaml refers to it.\n');
  });
});
