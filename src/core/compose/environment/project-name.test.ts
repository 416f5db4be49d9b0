import { describe, expect, it } from 'vitest';
import { projectName as read } from './project-name.ts';

function projectName(...args: Parameters<typeof read>): unknown {
  const result = read(...args);
  return result.ok ? result.value : result.error.message;
}

const none = new Map<string, string>();
const environment = new Map([['COMPOSE_PROJECT_NAME', 'fromenv']]);

describe('projectName', () => {
  it('takes the option first, then the environment, the file, the folder', () => {
    expect(projectName('opt', environment, 'infile', 'folder')).toEqual({ name: 'opt', from: 'option' });
    expect(projectName(null, environment, 'infile', 'folder')).toEqual({
      name: 'fromenv',
      from: 'environment',
    });
    expect(projectName(null, none, 'infile', 'folder')).toEqual({ name: 'infile', from: 'name' });
    expect(projectName(null, none, null, 'folder')).toEqual({ name: 'folder', from: 'folder' });
  });

  it('is unknown for standard input that says no name', () => {
    expect(projectName(null, none, null, null)).toEqual({ name: null, from: 'unknown' });
  });

  it('makes a folder a name as Compose does (D1)', () => {
    expect(projectName(null, none, null, '_My Shop.v2')).toEqual({ name: 'myshopv2', from: 'folder' });
    expect(projectName(null, none, null, '日本')).toEqual({ name: null, from: 'unknown' });
  });

  it('refuses an option that is no name, and offers one', () => {
    expect(projectName('My Shop', none, null, 'x')).toBe(
      "-p: 'My Shop' is no project name (a-z, 0-9, _ and -). Use myshop.",
    );
  });
});
