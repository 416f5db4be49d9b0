import { expect, it } from 'vitest';
import { reachedFrom } from './first-chunks.ts';

const imports = new Map([
  ['index.html', ['main']],
  ['main', ['core', 'view']],
  ['view', ['main']],
  ['core', []],
  ['late', ['core']],
]);
const graph = {
  getModuleInfo: (id: string) => ({ importedIds: imports.get(id) ?? [] }),
};

it('follows what is imported at once, also in a circle, and nothing else', () => {
  expect([...reachedFrom(['index.html'], graph)].sort()).toEqual(['core', 'index.html', 'main', 'view']);
});
