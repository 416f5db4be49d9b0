import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { networkCreateCommand, shellCommand, shellWord } from './shell-word.ts';

describe('shellWord', () => {
  it('leaves plain words as they are', () => {
    for (const word of ['back', 'shop_back', 'a/b.yaml', '--driver', 'com.docker.network.mtu=1400'])
      expect(shellWord(word)).toBe(word);
  });

  it('quotes whatever a shell would act on', () => {
    expect(shellWord('x; touch /tmp/hit')).toBe("'x; touch /tmp/hit'");
    expect(shellWord('$(id)')).toBe("'$(id)'");
    expect(shellWord("it's")).toBe(`'it'\\''s'`);
    expect(shellWord('')).toBe("''");
    // On one line, and with nothing that a terminal would obey where it is typed.
    expect(shellWord('a\nb')).toBe(`"$(printf %b 'a\\0012b')"`);
    expect(shellWord("\u001b[2J!'\\$(id)\u202e")).toBe(
      `"$(printf %b '\\0033[2J\\0041\\0047\\\\$(id)\\0342\\0200\\0256')"`,
    );
    expect(shellWord('a\n')).toBe(`'a\n'`);
    expect(shellWord('~root')).toBe("'~root'");
    expect(shellWord('ünder')).toBe("'ünder'");
  });

  it('gives a shell each word as it was, whatever it holds', () => {
    const words = fc.array(
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
      { minLength: 1 },
    );
    // What is no text in UTF-8 cannot be an argument. A shell says ten lists, each in a call of its own.
    const lists = fc.array(
      words.filter((list) => list.every((word) => word.isWellFormed())),
      { minLength: 10, maxLength: 10 },
    );
    fc.assert(
      fc.property(lists, (all) => {
        const calls = all.map((list) => `printf '%s\\0' ${shellCommand(list)}`);
        const said = spawnSync('sh', ['-c', calls.join('\n')], { encoding: 'utf8' });
        expect(said.stdout.split('\0').slice(0, -1)).toEqual(all.flat());
      }),
      { numRuns: propertyRuns(4) },
    );
  });
});

describe('shellCommand', () => {
  it('parts names that begin like an option from the options', () => {
    expect(shellCommand(['docker', 'stop'], ['web'])).toBe('docker stop web');
    expect(shellCommand(['docker', 'stop'], ['web', '--help'])).toBe('docker stop -- web --help');
    expect(shellCommand(['docker', 'stop', '-t', '1'])).toBe('docker stop -t 1');
    expect(networkCreateCommand('-x', ['--opt', 'a=b'])).toBe('docker network create --opt a=b -- -x');
  });
});

describe('networkCreateCommand', () => {
  it('quotes options and name', () => {
    expect(networkCreateCommand('back')).toBe('docker network create back');
    expect(networkCreateCommand('x; id', ['--opt', 'a=b c'])).toBe(
      `docker network create --opt 'a=b c' 'x; id'`,
    );
  });
});
