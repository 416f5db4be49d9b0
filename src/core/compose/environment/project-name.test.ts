import { describe, expect, it } from 'vitest';
import { isProjectName, projectName as read, runningFile } from './project-name.ts';

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
      "-p: 'My Shop' is not a project name (a-z, 0-9, _ and -). Use myshop.",
    );
  });
});

describe('isProjectName, runningFile', () => {
  it.each([
    ['shop', true, 'running/shop/compose.yaml'],
    ['a_b-1', true, 'running/a_b-1/compose.yaml'],
    ['../../x', false, 'running/%2e%2e%2f%2e%2e%2fx/compose.yaml'],
    ['..', false, 'running/%2e%2e/compose.yaml'],
    ['%2e', false, 'running/%252e/compose.yaml'],
    ['-a', false, 'running/-a/compose.yaml'],
    ['A\n', false, 'running/%41%a/compose.yaml'],
    ['', false, 'running//compose.yaml'],
  ])('%j', (name, is, file) => {
    expect([isProjectName(name), runningFile(name)]).toEqual([is, file]);
  });
});
