import { describe, expect, it } from 'vitest';
import { browserCommand } from './open-tools.ts';

describe('the browser', () => {
  it.each([
    ['darwin', {}, ['open', 'u']],
    ['win32', {}, ['cmd', '/c', 'start', '', 'u']],
    ['linux', { DISPLAY: ':0' }, ['xdg-open', 'u']],
    ['linux', { WAYLAND_DISPLAY: 'w', BROWSER: 'firefox' }, ['firefox', 'u']],
    ['linux', {}, null],
    ['linux', { DISPLAY: ':0', BROWSER: 'none' }, null],
    ['darwin', { CI: 'true' }, null],
  ])('on %s with %j is %j', (platform, env, command) => {
    expect(browserCommand('u', platform, new Map(Object.entries(env)))).toEqual(command);
  });
});
