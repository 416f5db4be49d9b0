import { describe, expect, it } from 'vitest';
import { projectName } from './project-name.ts';

const none = new Map<string, string>();
const environment = new Map([['COMPOSE_PROJECT_NAME', 'fromenv']]);

describe('projectName', () => {
  it('takes the option first, then the environment, the file, the folder', () => {
    expect(projectName('opt', environment, 'infile', '/x/folder')).toEqual({ name: 'opt', from: 'option' });
    expect(projectName(null, environment, 'infile', '/x/folder')).toEqual({
      name: 'fromenv',
      from: 'environment',
    });
    expect(projectName(null, none, 'infile', '/x/folder')).toEqual({ name: 'infile', from: 'name' });
    expect(projectName(null, none, null, '/x/folder')).toEqual({ name: 'folder', from: 'folder' });
  });

  it('is unknown for standard input that says no name', () => {
    expect(projectName(null, none, null, null)).toEqual({ name: null, from: 'unknown' });
  });

  it('makes a folder a name as Compose does (D1)', () => {
    expect(projectName(null, none, null, '/x/_My Shop.v2').name).toBe('myshopv2');
    expect(projectName(null, none, null, '/x/日本')).toEqual({ name: null, from: 'unknown' });
  });

  it('refuses an option that is no name, and offers one', () => {
    expect(() => projectName('My Shop', none, null, '/x')).toThrow("-p: 'My Shop' is no project name");
    expect(() => projectName('My Shop', none, null, '/x')).toThrow('Use myshop.');
  });
});
