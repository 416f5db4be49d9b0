import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const index = readFileSync(join(root, 'docs/semantics.md'), 'utf8');
const files = readdirSync(join(root, 'docs/semantics')).filter((name) => /^[\w-]+\.md$/.test(name));
const pages = files.map((name) => readFileSync(join(root, 'docs/semantics', name), 'utf8')).join('\n');
const places = [...pages.matchAll(/<a id="([^"]+)"><\/a>/g)].map((match) => match[1] ?? '');
const anchors = new Set(places);

/** Returns the ids that the shipped files of core and the command line, and the engine tests, cite. */
function cited(pattern: RegExp): readonly string[] {
  const found = new Set<string>();
  for (const folder of ['src/core', 'src/cli', 'e2e/engine']) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
      const text = readFileSync(join(root, folder, path), 'utf8');
      for (const match of text.matchAll(pattern)) found.add(match[1] ?? '');
    }
  }
  return [...found].sort();
}

describe('docs/semantics', () => {
  it('has an entry for every rule id that the code cites', () => {
    const ids = cited(/\b((?:SW|PD|[ACDEFGHKMNOPSTVX])[0-9]{1,2}[a-z]?)\b/g);
    expect(ids.length).toBeGreaterThan(80);
    for (const id of ['O10', 'SW11', 'PD13', 'M1']) expect(ids).toContain(id);
    expect(ids.filter((id) => !anchors.has(id.toLowerCase()))).toEqual([]);
  });

  it('has an entry for every section that the code cites', () => {
    const sections = cited(/\bsemantics §?([0-9](?:\.[0-9])?)\b/g);
    expect(sections).toContain('4.3');
    const missing = sections.filter((section) => !anchors.has(`section-${section.replace('.', '-')}`));
    expect(missing).toEqual([]);
  });

  it('gives each anchor once', () => {
    expect(places.filter((id, at) => places.indexOf(id) !== at)).toEqual([]);
  });

  it('is led to by docs/semantics.md, at the anchor of each id', () => {
    const links = [...index.matchAll(/<a id="([^"]+)"><\/a>\[[^\]]+\]\(semantics\/[\w-]+\.md#([^)]+)\)/g)];
    expect(links.map(([, , to]) => to).sort()).toEqual([...places].sort());
    expect(links.filter(([, at, to]) => at !== to)).toEqual([]);
  });

  it('says of each rule how it is known', () => {
    const rows = pages.split('\n').filter((line) => /^\| <a id="[a-z]+[0-9]/.test(line));
    expect(rows.length).toBeGreaterThan(120);
    expect(rows.filter((row) => !/^\| [^|]+ \| [^|]+ \| [^|]+ \|$/.test(row))).toEqual([]);
  });
});
