// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';

const environment = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
  ['_x1', 'under'],
]);

describe('interpolate', () => {
  it.each([
    ['plain text', 'plain text'],
    ['$SET', 'value'],
    ['${SET}', 'value'],
    ['a${SET}b$SET-c', 'avaluebvalue-c'],
    ['$_x1 ${_x1}', 'under under'],
    ['$$', '$'],
    ['$$SET', '$SET'],
    ['$${SET}', '${SET}'],
    ['$$$SET', '$value'],
    ['$', '$'],
    ['^x$', '^x$'],
    ['a$}', 'a$}'],
    ['cost: $5', 'cost: $5'],
    ['${SET:-other}', 'value'],
    ['${EMPTY:-other}', 'other'],
    ['${EMPTY-other}', ''],
    ['${NOT-other}', 'other'],
    ['${NOT:-}', ''],
    ['${NOT:-a:-b}', 'a:-b'],
    ['${NOT:-a?b}', 'a?b'],
    ['${NOT:-${SET}}', 'value'],
    ['${NOT:-${ALSO:-deep}}!', 'deep!'],
    ['${NOT:-{"a": {"b": 1}}}', '{"a": {"b": 1}}'],
    ['${NOT:-$$x}', '$x'],
    ['${NOT:-{}', '{'],
    ['${SET:-{}', 'value'],
    ['${NOT:-$${}', '${'],
    ['${SET:+more}', 'more'],
    ['${EMPTY:+more}', ''],
    ['${EMPTY+more}', 'more'],
    ['${NOT+more}', ''],
    ['${SET+${EMPTY:-deep}}', 'deep'],
    ['${SET:?needed}', 'value'],
    ['${EMPTY?needed}', ''],
  ])('%s becomes %s', (source, text) => {
    expect(interpolate(source, environment)).toEqual({ text, unset: [], problem: null, code: null });
  });

  it('reads an unset variable as empty and names it once', () => {
    expect(interpolate('$NOT-${OTHER}-${NOT}', environment)).toEqual({
      text: '--',
      unset: ['NOT', 'OTHER'],
      problem: null,
      code: null,
    });
  });

  it('evaluates a default only when it is needed', () => {
    expect(interpolate('${SET:-$NOT}', environment).unset).toEqual([]);
    expect(interpolate('${EMPTY:-$NOT}', environment).unset).toEqual(['NOT']);
    expect(interpolate('${SET:-${A:?needed}}', environment).problem).toBeNull();
  });

  it('takes an empty value for a value', () => {
    expect(interpolate('$EMPTY', environment).unset).toEqual([]);
  });

  it.each([
    '${',
    '${}',
    '${ SET}',
    '${SET }',
    '${SET!}',
    '${SET/foo/bar}',
    '${A B}',
    '${SET',
    '${1A}',
    '${SET:=x}',
  ])('%s is no variable', (source) => {
    const result = interpolate(source, environment);
    expect(result.code).toBe('invalid-interpolation');
    expect(result.text).toBe(source);
    expect(result.problem).toContain('is not a valid variable');
  });

  it.each([
    ['${NOT:?tell me}', 'the required variable NOT has no value: tell me'],
    ['${NOT?}', 'the required variable NOT has no value'],
    ['${SET?${NOT:?inner}}', 'the required variable NOT has no value: inner'],
    ['${EMPTY:?why $SET}', 'the required variable EMPTY has no value: why value'],
  ])('%s misses a required value', (source, problem) => {
    const result = interpolate(source, environment);
    expect(result).toMatchObject({ code: 'required-variable', problem, text: source });
    expect(result.unset).toHaveLength(1);
  });

  it('refuses nesting without end instead of failing on it', () => {
    const source = `${'${A:-'.repeat(50_000)}x${'}'.repeat(50_000)}`;
    expect(interpolate(source, environment).code).toBe('invalid-interpolation');
  });

  it('treats names of object members as ordinary names', () => {
    expect(interpolate('${constructor}${__proto__:-p}', new Map())).toMatchObject({
      text: 'p',
      unset: ['constructor'],
    });
  });
});
