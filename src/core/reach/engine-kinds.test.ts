import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from './default-reach-options.ts';
import { parseEngine } from './engine-kinds.ts';

describe('parseEngine', () => {
  it('takes a bare number for the newest release of its line', () => {
    expect(parseEngine('28')).toEqual({ text: '28', kind: 'docker', major: 28, minor: 5, patch: 2 });
    expect(parseEngine('25')?.patch).toBeGreaterThanOrEqual(5);
    expect(parseEngine('29')?.major).toBe(29);
  });

  it('takes a full version and repeats the text', () => {
    expect(parseEngine('26.1.5')).toEqual({ text: '26.1.5', kind: 'docker', major: 26, minor: 1, patch: 5 });
    expect(parseEngine('25.0.4')).toEqual({ text: '25.0.4', kind: 'docker', major: 25, minor: 0, patch: 4 });
  });

  it.each([
    '',
    '24',
    '30',
    '28.5',
    'v28',
    '28.5.2-rc.1',
    ' 28',
    '28.5.2.1',
    'constructor',
    'Podman',
    'docker',
  ])('refuses %j', (text) => {
    expect(parseEngine(text)).toBeNull();
  });

  it.each([
    ['swarm', 26],
    ['podman', 5],
    ['podman-compose', 5],
  ])('knows %s by its word, with the release that was measured', (text, major) => {
    expect(parseEngine(text)).toMatchObject({ text, kind: text, major });
  });

  it('is 29 when nothing is said', () => {
    expect(defaultReachOptions.engine).toEqual(parseEngine('29'));
  });
});
