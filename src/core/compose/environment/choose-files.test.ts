import { describe, expect, it } from 'vitest';
import { filesChosen, filesOfFolder } from './choose-files.ts';

const none = new Map<string, string>();

describe('filesOfFolder', () => {
  it.each([
    [['docker-compose.yml', 'compose.yaml'], ['compose.yaml']],
    [
      ['compose.yaml', 'compose.override.yaml', 'prod.yaml'],
      ['compose.yaml', 'compose.override.yaml'],
    ],
    [['deep/compose.yaml', 'docker-compose.yml'], ['docker-compose.yml']],
    [
      ['b/compose.yaml', 'a/compose.yml', 'a/docker-compose.override.yml'],
      ['a/compose.yml', 'a/docker-compose.override.yml'],
    ],
    [['prod.yaml'], []],
  ])('%j', (names, expected) => {
    expect(filesOfFolder(names, none)).toEqual(expected);
  });

  it('follows COMPOSE_FILE as far as its files are there', () => {
    const environment = new Map([['COMPOSE_FILE', './prod.yaml:gone.yaml:compose.yaml']]);
    expect(filesOfFolder(['compose.yaml', 'prod.yaml'], environment)).toEqual(['prod.yaml', 'compose.yaml']);
  });
});

describe('filesChosen', () => {
  it('puts the main file first and overrides last', () => {
    expect(
      filesChosen(['compose.override.yaml', 'z.yml', 'docker-compose.prod.yml', 'compose.yaml', '.env']),
    ).toEqual(['compose.yaml', 'docker-compose.prod.yml', 'z.yml', 'compose.override.yaml']);
  });

  it('takes what there is where nothing looks like YAML', () => {
    expect(filesChosen(['stack.txt'])).toEqual(['stack.txt']);
  });
});
