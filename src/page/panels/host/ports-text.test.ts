import { expect, it } from 'vitest';
import type { HostPort } from '../../../core/host/port-table.ts';
import { portsText } from './ports-pane.tsx';

it('a spreadsheet that the table is pasted into runs no name', () => {
  const port: HostPort = {
    stack: '@SUM(1)',
    service: '=HYPERLINK("http://evil.example")',
    address: '0.0.0.0',
    claimed: '',
    port: '+1',
    read: false,
    containerPort: 80,
    protocol: 'tcp',
    from: 'outside',
    words: '',
    clashes: ['a\tb'],
  };
  const [, row = ''] = portsText([port]).split('\n');
  const cells = row.split('\t');
  expect(cells).toHaveLength(8);
  for (const cell of cells) expect(cell).not.toMatch(/^[=+@-]/);
  expect(cells).toContain("'@SUM(1)");
});
