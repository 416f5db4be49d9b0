import { describe, expect, it } from 'vitest';
import { openWorkspace } from './open-workspace.ts';
import { updateWorkspace } from './update-workspace.ts';

const text = 'services:\n  web:\n    image: nginx\n    container_name: ${COMPOSE_PROJECT_NAME}-web\n';
const open = (
  own: string,
  folder: string | null = null,
  variables: readonly (readonly [string, string])[] = [],
) =>
  openWorkspace({
    order: ['compose.yaml'],
    texts: new Map([['compose.yaml', own]]),
    environment: new Map(variables),
    folder,
  });
const nameOf = ({ topology }: ReturnType<typeof open>) => topology.services.get('web')?.containerName;

describe('COMPOSE_PROJECT_NAME in a file', () => {
  it('is the name of the project: of the environment, the file, or the folder', () => {
    expect(nameOf(open(text, 'My Shop'))).toBe('myshop-web');
    expect(nameOf(open(`name: own\n${text}`, 'shop'))).toBe('own-web');
    expect(nameOf(open(`name: own\n${text}`, 'shop', [['COMPOSE_PROJECT_NAME', 'given']]))).toBe('given-web');
  });

  it('is unset nowhere, since Compose sets it, also where its value is unknown', () => {
    for (const folder of ['shop', null]) expect(open(text, folder).topology.unsetVariables).toEqual([]);
    expect(open(text.replace('-web\n', '-${OTHER}\n')).topology.unsetVariables).toEqual(['OTHER']);
  });

  it('follows an edit of the name, and is no variable that somebody gave', () => {
    const before = open(`name: own\n${text}`, 'shop');
    const after = updateWorkspace(before, new Map([['compose.yaml', [{ from: 6, to: 9, insert: 'other' }]]]));
    expect(nameOf(after)).toBe('other-web');
    expect(nameOf(after)).toBe(nameOf(open(`name: other\n${text}`, 'shop')));
    expect(after.input.environment.has('COMPOSE_PROJECT_NAME')).toBe(false);
  });
});
