// Names that a reader would obey, through every output of the command line, each read back by that reader's own parser where there is one.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { triesAll } from '../../core/compose/testing/property-runs.ts';
import { readXml, type XmlElement } from '../../core/export/testing/read-xml.ts';
import { sarifSchema } from '../../core/export/testing/sarif-schema.ts';
import { call } from '../testing/call.ts';
import { hostileMachine, hostileServices, hostileTexts, unseen } from '../testing/hostile-names.ts';
import { hostileOutputs, type Reader } from '../testing/hostile-outputs.ts';

const backwards = 'the other way round';

/**
 * Returns the hostile names: each alone with `BULKHEAD_RUNS`, eight in one name when all are tried, and otherwise all in one name, forwards
 * and backwards, so that a formula begins one of them and an option the other.
 */
function names(): Readonly<Record<string, string>> {
  if (process.env.BULKHEAD_RUNS !== undefined) return hostileTexts;
  const { formula = '', option = '', ...rest } = hostileTexts;
  const all = Object.values(rest);
  const whole = {
    'all at once': [formula, ...all].join(' '),
    [backwards]: [option, ...all.toReversed()].join(''),
  };
  if (!triesAll) return whole;
  const texts = Object.entries(hostileTexts);
  const eights = texts.flatMap((_, at) => (at % 8 === 0 ? [texts.slice(at, at + 8)] : []));
  const named = eights.map((eight) => [
    eight.map(([name]) => name).join(', '),
    eight.map(([, text]) => text).join(''),
  ]);
  return { ...Object.fromEntries(named), ...whole };
}

/** Expects no characters that a terminal, a log or a reader would misread. */
function expectPlain(text: string, what: string): void {
  const found = unseen.exec(text);
  expect(found && text.slice(Math.max(0, found.index - 40), found.index + 10), what).toBe(null);
  for (const line of text.split('\n'))
    if (/^\s*::/.test(line)) expect(line, what).toMatch(/^::(?:error|warning|notice) file=[^:]*::./);
}

function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw new Error(`no cell: ${JSON.stringify(text.slice(at, at + 40))}`);
    const [, quoted, plain = '', end] = found;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Returns all text of an element; throws when something in it would run. */
function xmlWords(element: XmlElement): string {
  if (/^(?:script|foreignObject|iframe)$/i.test(element.name)) throw new Error(`<${element.name}>`);
  for (const [name, value] of element.attributes)
    if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) throw new Error(`${name}="${value}"`);
  const own = [element.text, ...element.attributes.values()];
  return [...own, ...element.children.map(xmlWords)].join('\n');
}

/** Returns the markup left in Markdown after code and escapes are removed. */
function markupIn(markdown: string): readonly string[] {
  const prose = markdown
    // The whole charts are for their own reader.
    .replace(/^```mermaid\n[\s\S]*?^```$/gm, '')
    .replace(/(?<![\\`])(`+)(?!`)([^\n]*?[^`])\1(?!`)/g, 'code')
    .replace(/\\[!-/:-@[-`{-~]/g, 'x')
    // Ours: addresses of documentation, folds, and emphasis at the start of a line.
    .replace(/\[[^\]\n]*\]\(https:\/\/[^)\s]*\)/g, 'link')
    .replace(/<\/?(?:details|summary|sub|br)>/g, '');
  return (
    prose.match(/<[a-z/!][^\n]*|\]\([^\n]*|!\[[^\n]*|(?<![\w&])@everyone|https?:\/\/evil|www\.evil/gi) ?? []
  );
}

/** Runs commands in a shell whose programs only print their arguments; expects that nothing else runs. */
function runInShell(commands: readonly string[], what: string): void {
  if (commands.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'));
  const said = 'docker() { :; }\nbulkhead() { :; }\n';
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${said}${commands.join('\n')}\n`], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stdout, stderr], what).toEqual([0, '', '']);
  expect(existsSync(join(folder, 'HIT')), what).toBe(false);
}

const validSarif = new Ajv({ allowUnionTypes: true, validateFormats: false }).compile(sarifSchema);

/** The checks of each kind of reader. */
const asks: Readonly<Record<Reader, (out: string, what: string, text: string) => void>> = {
  terminal: expectPlain,
  github(out, what) {
    expectPlain(out, what);
    for (const line of out.split('\n').slice(0, -1))
      expect(line, what).toMatch(
        /^::(?:error|warning|notice) file=[^,:]*,line=\d+,col=\d+,title=[^,:]*::.*\S/,
      );
  },
  gitlab(out, what) {
    for (const { description } of JSON.parse(out)) expectPlain(description, what);
  },
  junit(out, what) {
    expectPlain(out, what);
    expectPlain(xmlWords(readXml(out)), what);
  },
  sarif(out, what) {
    const log = JSON.parse(out);
    expect(validSarif(log), `${what} ${JSON.stringify(validSarif.errors)}`).toBe(true);
    // What a fix writes is exact; what is said to people is not.
    JSON.stringify(log, (key, value) => {
      if (key === 'message' || key === 'description') expectPlain(value.text, what);
      return value;
    });
  },
  markdown(out, what) {
    expectPlain(out, what);
    expect(markupIn(out), what).toEqual([]);
  },
  json(out, what, text) {
    const value = JSON.parse(out);
    expect(typeof value, what).toBe('object');
    // Names are exact there.
    const [web] = hostileServices(text);
    if (what.includes('reach json')) expect(Object.keys(value.services), what).toContain(web);
  },
  mermaid(out, what) {
    expectPlain(out, what);
    const label = '"(?:[\\w .,:/()-]|#\\d+;)*"';
    const line = new RegExp(
      `^(?:flowchart LR| *end| *\\w+\\(\\("(?:outside|Internet)"\\)\\)| *subgraph \\w+\\[${label}\\]| *\\w+(?:\\[${label}\\]|\\[\\[${label}\\]\\]|\\{\\{${label}\\}\\})| *\\w+ (?:---|-\\.-|-->|-\\.->)(?:\\|${label}\\|)? \\w+)$`,
    );
    for (const one of out.split('\n').slice(0, -1)) expect(one, what).toMatch(line);
  },
  csv(out, what) {
    expectPlain(out.replaceAll('\r\n', '\n'), what);
    const rows = csvRows(out);
    expect(new Set(rows.map(({ length }) => length)).size, what).toBe(1);
    for (const cell of rows.flat()) expect(cell, what).not.toMatch(/^\s*[=+@-]/);
  },
  svg(out, what) {
    expectPlain(out, what);
    expectPlain(xmlWords(readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${out}`)), what);
  },
  html(out, what) {
    expectPlain(out, what);
    const { document } = new Window();
    document.write(out);
    expect(document.querySelectorAll('script,iframe,img,object,embed,link,form').length, what).toBe(0);
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        expect(name, what).not.toMatch(/^on/i);
        expect(value, what).not.toMatch(/^\s*javascript:/i);
      }
    expectPlain(document.body.textContent, what);
  },
  yaml(out, what) {
    for (const document of parseAllDocuments(out))
      expect('errors' in document ? document.errors : [], what).toEqual([]);
  },
  diff(out, what) {
    for (const line of out.split('\n').slice(0, 2))
      if (/^(?:---|\+\+\+) /.test(line)) expectPlain(line, what);
  },
  shell(out, what) {
    if (what.includes('fix operations')) runInShell(out.split('\n'), what);
    else {
      expectPlain(out, what);
      const commands = out.split('\n').filter((line) => line.startsWith('$ '));
      runInShell(
        commands.map((line) => line.slice(2)),
        what,
      );
    }
  },
  script(out, what) {
    expect(out, what).toMatch(/^[\n\x20-\x7e]*$/);
    const { status, stderr } = spawnSync('sh', ['-n'], { input: out, encoding: 'utf8' });
    expect([status, stderr], what).toEqual([0, '']);
    expect(out, what).not.toMatch(/HIT\n|^touch/m);
  },
};

/** Readers for whom the beginning of a name matters. Unless all is tried, only they get the name that is joined backwards. */
const mindBeginnings: ReadonlySet<Reader> = new Set(['terminal', 'csv', 'diff', 'shell', 'script']);

/** The number of outputs that were requested and that printed something. */
const counts = { asked: 0, answered: 0 };

describe('hostile names', () => {
  it.each(Object.entries(names()))('%s: no reader obeys them', { timeout: 600_000 }, async (name, text) => {
    const machine = hostileMachine(text);
    const wrong: string[] = [];
    for (const [output, { words, reader }] of Object.entries(hostileOutputs(text))) {
      if (!triesAll && name === backwards && !mindBeginnings.has(reader)) continue;
      const what = `${name}: ${output}`;
      const { out, err, code } = await call(words, machine);
      counts.asked += 1;
      expect(err, what).not.toContain('bulkhead failed');
      try {
        expectPlain(err, what);
        expect(out + err, what).not.toBe('');
        if (out === '' || (code === 2 && reader !== 'terminal')) continue;
        counts.answered += 1;
        asks[reader](out, what, text);
      } catch (error) {
        wrong.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('most outputs have an answer', () => {
    expect(counts.answered / counts.asked).toBeGreaterThan(0.7);
  });
});
