// Helper of tests: the outputs of the command line over a file of hostile names, each with the reader that it is for.

import { hostileFile, hostileServices } from './hostile-names.ts';

/** The reader of an output. `exact` outputs hold the file's bytes in a form with its own quoting. */
export type Reader =
  | 'terminal'
  | 'github'
  | 'gitlab'
  | 'junit'
  | 'sarif'
  | 'markdown'
  | 'json'
  | 'mermaid'
  | 'csv'
  | 'svg'
  | 'html'
  | 'yaml'
  | 'diff'
  | 'shell'
  | 'script';

export interface Output {
  readonly words: readonly string[];
  readonly reader: Reader;
}

/** Returns all outputs, each by a name for messages. */
export function hostileOutputs(text: string): Readonly<Record<string, Output>> {
  const [web, db] = hostileServices(text);
  const file = hostileFile(text);
  const export_ = (to: string, ...more: readonly string[]) => ['export', '--to', to, ...more, file];
  const hostExport = (to: string) => ['export', '--host', '--to', to, '/host'];
  const fleetExport = (to: string) => ['export', '--fleet', '/lab', '--to', to];
  const check = (format: string) => ['check', '--format', format, file];
  const outputs: Readonly<Record<Reader, Readonly<Record<string, readonly string[]>>>> = {
    terminal: {
      check: ['check', file],
      'check strict': ['check', '--rules', 'strict', file],
      'check observed': ['check', '--observed', 'observed.json', file],
      'check machine': ['check', '--machine', 'machine.json', file],
      'check host': ['check', '--host', '/host'],
      reach: ['reach', file],
      'reach names': ['reach', '--names', file],
      'reach out': ['reach', '--out', file],
      'reach host': ['reach', '--host', '/host'],
      explain: ['explain', file, web, db],
      'explain in': ['explain', file, 'outside', web],
      'explain nobody': ['explain', file, web, `no${text}`],
      connect: ['connect', web, `${db}:80`, file],
      'connect fleet': ['connect', 'internet', '203.0.113.7:8080', '--fleet', '/fleet'],
      'connect fleet badly': ['connect', `no${text}`, `n${text}:80`, '--fleet', '/fleet'],
      'check fleet': ['check', '--fleet', '/fleet'],
      'reach fleet': ['reach', '--fleet', '/lab'],
      'reach fleet names': ['reach', '--names', '--fleet', '/lab'],
      'explain fleet': ['explain', 'internet', `edge/one/${web}`, '--fleet', '/lab'],
      'ask fleet': ['ask', 'http://192.168.1.2:8080/', '--from', 'lan:home', '--fleet', '/lab'],
      'diff fleet': ['diff', '--fleet', '/lab', '/lab/later.fleet.yaml'],
      'move fleet': ['fleet', 'move', 'one', 'edge', 'other', '--fleet', '/lab'],
      'connect badly': ['connect', `no${text}`, '10.0.0.1:80', file],
      ask: ['ask', 'http://x.example:8080/', file],
      'ask at': ['ask', 'http://x.example/', file, '--from', web, '--at', db],
      'ask badly': ['ask', `http://${text}/`, file],
      diff: ['diff', 'compose.yaml', file],
      'edit nobody': ['edit', file, `attach=${web}:no${text}`],
      'edit badly': ['edit', file, `${text}=1`],
      'option badly': ['check', '--format', text, file],
      'file badly': ['check', `gone${file}`],
      systemd: ['firewall', '--systemd', file],
    },
    github: { github: check('github'), 'github host': ['check', '--format', 'github', '--host', '/host'] },
    gitlab: { gitlab: check('gitlab') },
    junit: { junit: check('junit') },
    sarif: {
      sarif: check('sarif'),
      'sarif host': ['check', '--format', 'sarif', '--host', '/host'],
      'sarif fleet': ['check', '--format', 'sarif', '--fleet', '/lab'],
    },
    markdown: {
      'check markdown': check('markdown'),
      'fleet diff markdown': ['diff', '--format', 'markdown', '--fleet', '/lab', '/lab/later.fleet.yaml'],
      'diff markdown': ['diff', '--format', 'markdown', 'compose.yaml', file],
      'export markdown': export_('markdown'),
      'host markdown': hostExport('markdown'),
    },
    json: {
      'check json': check('json'),
      'fleet json': ['reach', '--format', 'json', '--fleet', '/lab'],
      'reach json': ['reach', '--format', 'json', file],
      'explain json': ['explain', '--format', 'json', file, web, db],
      'diff json': ['diff', '--format', 'json', 'compose.yaml', file],
      'plan json': ['plan', file, '--from', 'compose.yaml', '--format', 'json'],
      otm: export_('otm'),
    },
    mermaid: {
      'fleet mermaid': ['reach', '--format', 'mermaid', '--fleet', '/lab'],
      'reach mermaid': ['reach', '--format', 'mermaid', file],
      mermaid: export_('mermaid'),
      'host mermaid': hostExport('mermaid'),
    },
    csv: {
      'fleet csv': ['reach', '--names', '--format', 'csv', '--fleet', '/lab'],
      'reach csv': ['reach', '--names', '--format', 'csv', file],
      'host csv': ['reach', '--host', '--names', '--format', 'csv', '/host'],
    },
    svg: {
      svg: export_('svg'),
      'fleet svg': fleetExport('svg'),
      badge: ['badge', file],
      'host svg': hostExport('svg'),
    },
    html: { html: export_('html'), 'fleet html': fleetExport('html'), 'host html': hostExport('html') },
    yaml: {
      compose: export_('compose'),
      swarm: export_('swarm', '--accept'),
      kubernetes: export_('kubernetes', '--accept'),
    },
    diff: { fix: ['fix', file], edit: ['edit', file, `unpublish=two:80`] },
    shell: {
      plan: ['plan', file, '--from', 'compose.yaml'],
      'plan back': ['plan', 'compose.yaml', '--from', file],
      'fix operations': ['fix', '--operations', file],
    },
    script: {
      iptables: ['firewall', '--interface', 'eth0', file],
      nftables: ['firewall', '--backend', 'nftables', '--interface', 'eth0', file],
      'firewall host': ['firewall', '--host', '/host'],
      'firewall fleet': ['firewall', '--fleet', '/lab'],
    },
  };
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([reader, calls]) =>
      Object.entries(calls).map(([name, words]) => [name, { words, reader: reader as Reader }]),
    ),
  );
}
