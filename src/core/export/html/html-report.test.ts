import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyzeAlone } from '../../rules/all-rules.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { htmlReport } from './html-report.ts';

function analysisOf(text: string): HostAnalysis {
  return analyzeAlone({ workspace: openAlone(text), reachOptions: defaultReachOptions });
}

function page(analysis: HostAnalysis): string {
  return [...htmlReport(analysis, { title: 'shop', date: null })].join('');
}

/** The cells of each row of the table with this caption, as text. */
function rowsOf(html: string, caption: string): readonly (readonly string[])[] {
  const [, table = ''] = new RegExp(`<caption>${caption}</caption>([\\s\\S]*?)</table>`).exec(html) ?? [];
  return [...table.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    row.split(/<\/t[hd]>(?:<td>)?/).slice(0, -1),
  );
}

const shop = `services:
  web: { image: nginx, networks: [front], ports: ["80:80", "127.0.0.1:81:81"] }
  app: { image: example/app, networks: [front, back], privileged: true }
  db: { image: postgres, networks: [back], environment: { POSTGRES_PASSWORD: hunter2 } }
  cache: { image: redis, networks: [back] }
  alone: { image: busybox, network_mode: none }
  guest: { image: busybox, network_mode: "service:web" }
  open: { image: busybox, network_mode: host }
networks: { front: {}, back: { internal: true } }
`;

describe('the page of a project', () => {
  it('has five sections, a title for each table and no value of a setting', () => {
    const html = page(analysisOf(shop));
    expect([...html.matchAll(/<section [^>]*data-section="(\w+)"/g)].map(([, id]) => id)).toEqual([
      'picture',
      'names',
      'ports',
      'reach',
      'findings',
    ]);
    expect(html.match(/<table>/g)?.length).toBe(html.match(/<caption>./g)?.length);
    expect(html).not.toContain('hunter2');
  });

  it('asks nobody for anything: no script, no address of another place, and a policy that forbids it', () => {
    const html = page(analysisOf(shop));
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
    expect(html).not.toMatch(/<script|<link|<iframe|<img|\bon\w+=|url\(|@import|\bsrc=/);
    const addresses = [...html.matchAll(/(?:href|xmlns)="([^"]*)"/g)].map(([, to]) => to);
    expect(addresses.every((to) => to?.startsWith('#') || to === 'http://www.w3.org/2000/svg')).toBe(true);
  });

  it('lists each published port once, by its number, with its line', () => {
    expect(rowsOf(page(analysisOf(shop)), 'Published ports')).toEqual([
      ['0.0.0.0:80', 'web', '80/tcp', 'from outside', 'compose.yaml:2'],
      ['127.0.0.1:81', 'web', '81/tcp', 'from this host only', 'compose.yaml:2'],
    ]);
  });

  it('says of each pair what reach says', () => {
    const analysis = analysisOf(shop);
    const { reach } = analysis;
    const rows = rowsOf(page(analysis), 'Targets of each service').map((cells) =>
      cells.map((cell) => cell.split(', ')),
    );
    const members = (cell: readonly string[], own: readonly string[]) =>
      new Set(cell.flatMap((name) => (name === 'each other' ? own : [name])));
    for (const from of reach.services) {
      const [own = [], named = [], direct = [], host = []] =
        rows.find(([first]) => first?.includes(from)) ?? [];
      for (const to of reach.services) {
        if (from === to) continue;
        const pair = reach.pair(from, to);
        const said = [named, direct, host].map((cell) => members(cell, own).has(to));
        expect([from, to, ...said]).toEqual([
          from,
          to,
          pair.direct === true && pair.resolves === true,
          pair.direct === true && pair.resolves !== true,
          pair.viaHost === true,
        ]);
      }
    }
  });

  it('names the rule, the subjects and the line of each finding', () => {
    const analysis = analysisOf(shop);
    const rows = rowsOf(page(analysis), `${analysis.findings.length} findings`);
    expect(rows).toHaveLength(analysis.findings.length);
    expect(rows).toContainEqual([
      'privileged: true',
      'error',
      'app',
      'CN501 privileged-container',
      'compose.yaml:3',
    ]);
  });

  it('shows names as text, whatever they are', () => {
    const html = page(analysisOf('services:\n  "a<b>&\\"": { image: "x<script>", ports: ["80:80"] }\n'));
    expect(html).not.toMatch(/<b>|<script/);
    expect(html).toContain('a&lt;b&gt;&amp;&quot;');
  });

  it('stands for a project of no services, too', () => {
    expect(page(analysisOf('services: {}\n'))).toContain('<p>No active service.</p>');
  });
});
