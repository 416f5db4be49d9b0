import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../compose/project/values/byte-size.ts';
import { secondsOf } from '../../compose/project/values/duration.ts';
import { shellWords } from '../../compose/project/values/shell-words.ts';
import { clusterRanges, readRanges } from './cluster-ranges.ts';
import {
  dnsLabel,
  freeNames,
  isAnnotationKey,
  isServiceName,
  labelValue,
  serviceNameFor,
  withEnd,
  workloadNames,
} from './kubernetes-names.ts';
import { byteQuantity, cpuQuantity } from './values.ts';

describe('the words of a command', () => {
  // As `docker compose config` of Compose 2.26.1 shows them.
  it.each<[string, readonly string[] | null]>([
    ['npm install && npm start', ['npm', 'install']],
    ['a; b', ['a']],
    ['sh -c "a \\"b\\" \\n c \\$X"', ['sh', '-c', 'a "b" n c $X']],
    [`a "" b '' c`, ['a', '', 'b', '', 'c']],
    ['a b\\ c \\n \\t e"f g"h', ['a', 'b c', 'n', 't', 'ef gh']],
    ['a "x;y" b 2>c', ['a', 'x;y', 'b']],
    ['a `b c` d', ['a', '`b c`', 'd']],
    ['a $(b c) d', ['a', '$(b c)', 'd']],
    ["sh -c 'x && y | z'", ['sh', '-c', 'x && y | z']],
    ["a 'b", null],
    ['a (b) c', null],
    ['a \\', null],
  ])('%s', (text, words) => expect(shellWords(text)).toEqual(words));
});

describe('numbers', () => {
  it.each([
    ['1m30s', 90],
    ['500ms', 0.5],
    ['1h', 3600],
    ['0', 0],
    ['5', null],
    ['', null],
  ])('%s are %s seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds));

  it.each([
    ['512m', '512Mi'],
    ['1.5G', '1536Mi'],
    ['2gb', '2Gi'],
    ['1GiB', '1Gi'],
    ['64k', '64Ki'],
    ['1000b', '1000'],
    ['1000', '1000'],
  ])('%s is %s', (text, quantity) => expect(byteQuantity(bytesOf(text) ?? 0)).toBe(quantity));

  it.each([
    ['0.5', '500m'],
    ['2', '2'],
    ['1.0', '1'],
    ['.25', '250m'],
    ['0.0001', null],
    ['a', null],
  ])('%s processors are %s', (text, quantity) => expect(cpuQuantity(text)).toBe(quantity));
});

describe('names', () => {
  it.each([
    ['My_App.v2', 'my-app-v2', 'My_App.v2'],
    ['__x__', 'x', 'x'],
    ['a_-_b', 'a---b', 'a_-_b'],
    [`${'a'.repeat(62)}._b`, 'a'.repeat(62), 'a'.repeat(62)],
    ['ü', '', ''],
  ])('%s', (name, dns, value) => expect([dnsLabel(name), labelValue(name)]).toEqual([dns, value]));

  it('stay apart; who needs no change keeps its own', () => {
    const names = freeNames(['A', 'a', 'a-2', '_'], dnsLabel, 'service');
    expect([...names]).toEqual([
      ['a', 'a'],
      ['a-2', 'a-2'],
      ['A', 'a-3'],
      ['_', 'service'],
    ]);
  });

  it.each(['traefik.enable', 'example.org/a_b', 'A'])('%s may be the key of an annotation', (key) =>
    expect(isAnnotationKey(key)).toBe(true),
  );
  it.each(['a b', 'a/b/c', '/a', 'a.', 'Example.org/a', 'a[0].b', ''])('%s may not', (key) =>
    expect(isAnnotationKey(key)).toBe(false),
  );
  it('have room for an end, and for the hash of a workload', () => {
    const long = 'x'.repeat(80);
    expect(withEnd(long, '-published')).toBe(`${'x'.repeat(53)}-published`);
    const names = workloadNames([long, `${long}y`]);
    expect([...names.values()]).toEqual(['x'.repeat(52), `${'x'.repeat(50)}-2`]);
    expect(['1db', '_'].map(serviceNameFor)).toEqual(['service-1db', 'service']);
  });

  it('of Services begin with a letter', () =>
    expect(['db', '1db', 'a_b', 'a.b', 'a-'].map(isServiceName)).toEqual([true, false, false, false, false]));
});

describe('the ranges of a cluster', () => {
  it('are read as subnets, each once', () =>
    expect(readRanges(['10.42.1.0/16', '10.42.0.0/16', 'fd00::1/8'])).toEqual({
      ok: true,
      value: ['10.42.0.0/16', 'fd00::/8'],
    }));
  it('are the usual ones of a family that is not named', () =>
    expect(clusterRanges(['10.42.0.0/16'])).toEqual(['10.42.0.0/16', 'fc00::/7', 'fe80::/10']));
  it.each(['10.0.0.0', 'x/8', '0.0.0.0/0', '::/0', ''])('%s is refused', (text) =>
    expect(readRanges([text]).ok).toBe(false),
  );
});
