import { describe, expect, it } from 'vitest';
import { openAlone } from '../workspace/open-workspace.ts';
import { missingVariables, variablesOf } from './variables.ts';

const text = `x-base: &base
  image: "\${IMAGE}"
services:
  a:
    <<: *base
    environment:
      A: "\${ONE:-first} \${ONE-second} $$NOT \${TWO:?give two}"
      B: \${SET:-\${NEVER_READ}}
  b:
    <<: *base
    ports: ["$PORT:80"]
volumes:
  v: { name: "\${VOLUME}" }
`;
const opened = openAlone(text, { environment: new Map([['SET', 'x']]) });

describe('variablesOf', () => {
  it('says of each what it has, what the files give it, and who mentions it', () => {
    const uses = variablesOf(opened).map(({ name, state, defaults, hint, services }) => [
      name,
      state,
      defaults.join('|'),
      hint,
      services.join(' '),
    ]);
    expect(uses).toEqual([
      ['IMAGE', 'unset', '', '', 'a b'],
      ['ONE', 'default', 'first|second', '', 'a'],
      ['TWO', 'required', '', 'give two', 'a'],
      ['SET', 'set', '${NEVER_READ}', '', 'a'],
      ['NEVER_READ', 'default', '', '', 'a'],
      ['PORT', 'unset', '', '', 'b'],
      ['VOLUME', 'unset', '', '', ''],
    ]);
  });

  it('knows which are missing, and where first', () => {
    expect(missingVariables(opened).map(({ name, at }) => `${name} ${at.join('.')}`)).toEqual([
      'IMAGE x-base.image',
      'TWO services.a.environment.A',
      'PORT services.b.ports.0',
      'VOLUME volumes.v.name',
    ]);
  });
});
