// A socket in what two services mount is told in every form of an answer that speaks of how the two may talk.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, openProject } from '../../src/cli/library/index.ts';
import { connectAgent } from '../../src/cli/mcp/testing/connect-agent.ts';
import { call } from '../../src/cli/testing/call.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { assumedOf } from '../../src/core/describe/assumed.ts';
import { markdownReport } from '../../src/core/export/markdown-report.ts';
import { svgDocument } from '../../src/core/export/svg/svg-document.ts';
import { svgScene } from '../../src/core/export/svg/svg-scene.ts';
import { serviceHover } from '../../src/core/language/hover/hover-at.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { analyze } from '../../src/core/rules/all-rules.ts';

const text = `services:
  app:
    image: example/app:1
    network_mode: none
    volumes: ["run:/run/mysqld:ro"]
  db:
    image: mysql:8
    volumes: ["run:/run/mysqld", "data:/backup"]
  job:
    image: example/job:1
    volumes: ["data:/data"]
  lone:
    image: example/lone:1
volumes:
  run:
  data:
`;
const machine = { files: { '/shop/compose.yaml': text } };
const words =
  'both mount run, with a socket at /run/mysqld: app talks to db through it, without any network (inferred)';
const maybe = 'both mount data: a socket in it would connect them, and no file shows whether there is one';

describe('a socket in a shared volume', () => {
  it('is told by explain, with the lines of both mounts', async () => {
    const { out } = await call(['explain', 'app', 'db'], machine);
    expect(out).toContain('direct: no\n');
    expect(out).toContain(`outside any network: yes\n  T6: ${words}  compose.yaml:5 compose.yaml:8\n`);
    const other = await call(['explain', 'job', 'db'], machine);
    expect(other.out).toContain(`outside any network: unknown\n  T6: ${maybe}`);
    expect((await call(['explain', 'app', 'lone'], machine)).out).not.toContain('beside');
  });

  it('is told across the stacks of a host, and by name within each alone', async () => {
    const stack = (keys: string): string => `services:\n  s: { image: example/s, ${keys} }\n`;
    const files = {
      '/shop/one/compose.yaml': stack('volumes: ["/srv/run:/run/x"], command: "--bind unix:/run/x/s.sock"'),
      '/shop/two/compose.yaml': stack('volumes: ["/srv/run:/sock"]'),
      '/shop/three/compose.yaml': stack('volumes: ["./run:/sock", "v:/v"]'),
      '/shop/four/compose.yaml': stack('volumes: ["./run:/sock", "v:/v"]'),
    };
    const ask = async (from: string, to: string) =>
      (await call(['explain', '--host', '.', from, to], { files })).out;
    expect(await ask('two/s', 'one/s')).toContain('outside any network: yes\n');
    expect(await ask('three/s', 'four/s')).not.toContain('beside');
  });

  it('is told by the library and to agents', async () => {
    const project = await openProject({ folder: '/shop', texts: { 'compose.yaml': text }, environment: {} });
    expect(explain(project, 'app', 'db')).toMatchObject({
      reaches: false,
      beside: { verdict: true, reasons: [{ rule: 'T6', text: words }] },
    });
    expect(explain(project, 'job', 'db').beside?.verdict).toBe('unknown');
    expect(explain(project, 'app', 'lone').beside).toBeNull();
    const root = mkdtempSync(join(tmpdir(), 'bulkhead-beside-'));
    try {
      writeFileSync(join(root, 'compose.yaml'), text);
      const { call: tool } = await connectAgent(root);
      const answer = await tool('explain', { from: 'app', to: 'db' });
      expect(answer.text).toContain('outside any network: yes');
      expect(answer.data).toMatchObject({ reaches: false, besideTheNetwork: { verdict: true } });
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('is told by hover, report and picture', () => {
    const workspace = openAlone(text);
    const analysis = analyze(workspace, defaultReachOptions);
    expect(serviceHover(analysis, 'db')).toContain('- Beside the network, by a shared socket: `app`\n');
    expect(serviceHover(analysis, 'lone')).not.toContain('Beside');
    const report = [
      ...markdownReport(workspace, analysis, assumedOf(workspace, defaultReachOptions, 'name')),
    ];
    expect(report.join('')).toContain('\n## Outside any network\n');
    expect(report.join('')).toContain('- `app` talks to `db`, in `run`\n');
    expect(report.join('')).not.toContain('/run/mysqld');
    const svg = svgDocument(svgScene(analysis), analysis, { title: 't', theme: 'light', texts: null });
    expect(svg).toContain(
      '<title>app talks outside any network, through a socket that both mount, to db</title>',
    );
  });
});
