import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { plainAssumed } from '../../contracts/testing/plain-assumed.ts';
import { codeSpan, escapedProse } from '../../quote/markdown-text.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { diffJson } from './diff-json.ts';
import { type DiffReport, type DiffSide, diffReport, projectSide } from './diff-report.ts';
import { diffMarkdown, diffPretty } from './diff-text.ts';

const flat = `services:
  web:
    image: example/web:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    user: "1000"
    networks: [front]
    ports: ["127.0.0.1:8080:80"]
  db:
    image: example/db:1
    user: "1000"
    networks: [back]
networks:
  front:
  back:
    internal: true
`;

function side(text: string): DiffSide {
  const workspace = openAlone(text);
  return projectSide(workspace, analyze(workspace, defaultReachOptions), plainAssumed);
}

function report(before: string, after: string): DiffReport {
  return diffReport(side(before), side(after));
}

const joined = flat.replace('networks: [front]', 'networks: [front, back]');
const public_ = flat.replace('127.0.0.1:8080:80', '8080:80');

describe('diff', () => {
  it('finds nothing between equal files, in each form', () => {
    const same = report(flat, flat);
    expect(same.opens).toBe(false);
    expect([...diffPretty(same)].join('')).toBe('0 opened, 0 closed\n');
    expect([...diffMarkdown(same)].join('')).toBe('## Network changes\n\n0 opened, 0 closed\n');
    expect(JSON.parse([...diffJson(same)].join(''))).toEqual({
      version: 1,
      engine: '29',
      assumed: { old: plainAssumed, new: plainAssumed },
      opens: false,
      services: { added: [], removed: [] },
      connections: { opened: [], closed: [] },
      waysIn: { opened: [], closed: [] },
      waysOut: { opened: [], closed: [] },
      toHost: { opened: [], closed: [] },
      fromHost: { opened: [], closed: [] },
      names: { gained: [], lost: [] },
      findings: { gained: [], gone: [] },
    });
  });

  it('tells pairs and names of a new attachment, and that it opens', () => {
    const opened = report(flat, joined);
    expect(opened.opens).toBe(true);
    expect([...diffPretty(opened)].join('')).toContain(
      'Connections\n  + db reaches web\n  + web reaches db\nNames\n  + db resolves web\n  + web resolves db\n',
    );
    expect(JSON.parse([...diffJson(opened)].join(''))).toMatchObject({
      opens: true,
      connections: {
        opened: [
          { from: 'db', to: 'web', kind: 'direct' },
          { from: 'web', to: 'db' },
        ],
      },
      names: {
        gained: [
          { from: 'db', to: 'web' },
          { from: 'web', to: 'db' },
        ],
        lost: [],
      },
    });
  });

  it('draws what changes, folded, and nothing where nothing does', () => {
    const text = [...diffMarkdown(report(flat, joined))].join('');
    expect(text).toContain(
      '\n<details><summary>Picture: bold opens, dotted closes</summary>\n\n```mermaid\nflowchart LR\n  s0["db"]\n  s1["web"]\n  s0 <==>|"opens"| s1\n  linkStyle 0 stroke:#b8152f\n```\n\n</details>\n',
    );
    const back = [...diffMarkdown(report(joined, flat))].join('');
    expect(back).toContain('  s0 <-.->|"closes"| s1\n  linkStyle 0 stroke:#52606f\n');
    const port = [...diffMarkdown(report(flat, public_))].join('');
    expect(port).toContain('  s0(("outside"))\n  s1["web"]\n  s0 ==>|"opens 0.0.0.0:8080/tcp"| s1\n');
    expect([...diffMarkdown(report(flat, flat))].join('')).not.toContain('mermaid');
  });

  it('says how many changes are not drawn', () => {
    const many = Array.from({ length: 40 }, (_, at) => `  s${at}: { image: x, networks: [n] }\n`).join('');
    const text = [...diffMarkdown(report('services: {}\n', `services:\n${many}networks: { n: {} }\n`))].join(
      '',
    );
    expect(text).toMatch(/\nThe picture shows 60 of \d{3} changes; the lists show all\.\n\n<\/details>\n$/);
    expect(text.match(/==>/g)).toHaveLength(60);
  });

  it('opens nothing the other way round', () => {
    const closed = report(joined, flat);
    expect(closed.opens).toBe(false);
    expect(closed.connections.closed).toHaveLength(2);
  });

  it('counts a way in, also where no pair changes', () => {
    const text = [...diffPretty(report(flat, public_))].join('');
    expect(text).toContain('Ways in\n  + outside reaches web at 0.0.0.0:8080/tcp\n');
    expect(report(flat, public_).opens).toBe(true);
  });

  it('tells pairs through a published port apart', () => {
    const text = [
      ...diffPretty(report(flat, public_.replace('    internal: true', '    driver: bridge'))),
    ].join('');
    expect(text).toContain('Connections\n  + db reaches web through a published port\n');
  });

  it('tells what changes in one family alone, in each form', () => {
    const narrow = public_.replace('8080:80', '0.0.0.0:8080:80');
    const port = report(public_, narrow);
    expect(port.opens).toBe(false);
    expect([...diffPretty(port)].join('')).toBe(
      'Ways in\n  - outside reaches web at 0.0.0.0:8080/tcp over IPv6\n0 opened, 1 closed\n',
    );
    expect(JSON.parse([...diffJson(port)].join(''))).toMatchObject({
      waysIn: { opened: [], closed: [{ service: 'web', port: '0.0.0.0:8080/tcp', family: 'ipv6' }] },
      waysOut: { opened: [], closed: [] },
    });
    const network = report(joined, joined.replace('  back:\n', '  back:\n    enable_ipv6: true\n'));
    expect(network.opens).toBe(true);
    expect([...diffMarkdown(network)].join('')).toContain(
      '- **opened**: `db` reaches `web` over IPv6\n- **opened**: `web` reaches `db` over IPv6\n',
    );
    const json = JSON.parse([...diffJson(network)].join(''));
    expect(json.toHost).toEqual({
      opened: ['db', 'web'],
      closed: [],
      ipv6: { opened: ['db', 'web'], closed: [] },
    });
    expect(json.connections.opened).toContainEqual({ from: 'db', to: 'web', kind: 'direct', family: 'ipv6' });
  });

  it('tells a network that up makes anew (CN217)', () => {
    const open = flat.replace('    internal: true\n', '    internal: false\n');
    const { findings } = report(flat, open);
    expect(findings.opened.filter(({ rule }) => rule === 'CN217').map(({ subjects }) => subjects)).toEqual([
      ['network:back'],
    ]);
    expect(report(flat, joined).findings.opened.map(({ rule }) => rule)).not.toContain('CN217');
  });

  it('counts a way out, and shows findings with their places', () => {
    const outside = flat.replace('    internal: true\n', '    driver: bridge\n');
    const { waysOut, opens } = report(flat, outside);
    expect({ opens, waysOut }).toEqual({
      opens: true,
      waysOut: { opened: [{ service: 'db', kind: 'way-out', port: '' }], closed: [] },
    });
    const dead = flat.replace('networks: [back]', 'networks: [back]\n    ports: ["5432:5432"]');
    const { findings } = report(flat, dead);
    expect(findings.opened.map(({ rule }) => rule)).toContain('CN104');
    expect([...diffPretty(report(flat, dead))].join('')).toMatch(
      /\+ error CN104 .* \(compose\.yaml:11:\d+\)\n/,
    );
  });

  it('takes a finding that is suppressed now as gone', () => {
    const dead = flat.replace('networks: [back]', 'networks: [back]\n    ports: ["5432:5432"]');
    const quiet = dead.replace('["5432:5432"]', '["5432:5432"] # bulkhead-disable CN104 -- on purpose');
    const { findings } = report(dead, quiet);
    expect(findings.closed.map(({ rule }) => rule)).toEqual(['CN104']);
  });

  it('lets no name become markup in Markdown', () => {
    const odd = 'networks: {}\nservices:\n  web: {image: p}\n';
    const text = [...diffMarkdown(report(odd, `${odd}  "a\`<b>": {image: p}\n`))].join('');
    expect(text).toContain('- **new**: `` a`<b> ``\n');
    expect(text).toContain('- **opened**: `web` reaches `` a`<b> ``\n');
  });

  it('makes no link of an address in a message', () => {
    expect(escapedProse('see https://example.com and WWW.example.com <b>\n')).toBe(
      'see https:/\\/example.com and WWW\\.example.com &lt;b>\\\\n',
    );
    expect(codeSpan('')).toBe('` `');
  });
});
