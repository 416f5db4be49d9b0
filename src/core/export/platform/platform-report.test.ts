import { describe, expect, it } from 'vitest';
import { plainAssumed } from '../../contracts/testing/plain-assumed.ts';
import { connectionText, type PlatformConnection, type PlatformReport } from './platform-export.ts';
import { platformReportJson, platformReportPretty } from './platform-report.ts';

function connection(from: string, to: string, reason = ''): PlatformConnection {
  const one = { kind: 'connection' as const, from, to, port: '' };
  return { cause: 'test', ...one, message: connectionText(one) + reason };
}

const note = {
  cause: 'bind-mount',
  service: 'web',
  key: 'volumes[0]',
  place: { file: 'compose.yaml', line: 7, column: 9 },
  message: './site is a folder of this machine',
};

const report: PlatformReport = {
  to: 'swarm',
  opens: [
    connection('web', 'db', ': why'),
    connection('app', 'db', ': why'),
    connection('job', 'db', ': another reason'),
  ],
  closes: [connection('web', 'a'), connection('web', 'host')],
  lost: [note],
  changed: [{ ...note, service: null, key: '', place: null, message: 'a \u001b[31m name' }],
  kept: [],
};

describe('the report of an export to another platform', () => {
  it('says what opens first; connections that differ in one end alone are one line; control characters are shown', () => {
    expect(platformReportPretty(report)).toEqual([
      'Opens',
      '  + web, app reach db: why',
      '  + job reaches db: another reason',
      'Closes',
      '  - web reaches a, the host',
      'Lost',
      '  ! web volumes[0]: ./site is a folder of this machine (compose.yaml:7:9)',
      'Changed',
      '    a \\u001b[31m name',
      'On Docker Swarm: 3 opened, 2 closed; 1 lost, 1 changed.',
    ]);
  });

  it('is JSON with a version, each connection by itself', () => {
    const text = platformReportJson(report, { engine: '29', assumed: plainAssumed, notes: ['x'] });
    const value = JSON.parse(text);
    expect(value).toMatchObject({ version: 1, to: 'swarm', engine: '29', needsConsent: true, notes: ['x'] });
    expect(value.opens).toHaveLength(3);
    expect(value.lost[0]).toEqual({
      cause: 'bind-mount',
      service: 'web',
      key: 'volumes[0]',
      file: 'compose.yaml',
      line: 7,
      column: 9,
      message: './site is a folder of this machine',
    });
    expect(value.changed[0]).toMatchObject({ file: null, line: null, column: null });
  });
});
