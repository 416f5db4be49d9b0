// What callers without types may give: a wrong option is named, and none is ignored.

import { closestWord } from '../../core/text/closest-word.ts';
import { CallFailure } from '../call-failure.ts';

type Kind = 'a text' | 'a list of texts' | 'true or false' | 'an object of texts';

/** The options of a function with their types. */
export type OptionKinds<Options> = { readonly [name in keyof Required<Options>]: Kind };

const isText = (value: unknown): boolean => typeof value === 'string';

const isOfKind: { readonly [kind in Kind]: (value: unknown) => boolean } = {
  'a text': isText,
  'a list of texts': (value) => Array.isArray(value) && value.every(isText),
  'true or false': (value) => typeof value === 'boolean',
  'an object of texts': (value) =>
    isObject(value) && Object.values(value).every((one) => one === undefined || isText(one)),
};

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses unknown options of the function `name`, and options of the wrong type. */
export function demandOptions<Options extends object>(
  name: string,
  options: Options,
  kinds: OptionKinds<Options>,
): void {
  if (!isObject(options)) throw new CallFailure(`${name}: the options must be an object, such as {}.`);
  const known = new Map<string, Kind>(Object.entries(kinds));
  for (const [option, value] of Object.entries(options)) {
    const kind = known.get(option);
    if (kind === undefined) {
      const meant = closestWord(option, known.keys());
      throw new CallFailure(
        `${name}: ${option} is not an option. ${meant === null ? `There are ${[...known.keys()].join(', ')}.` : `Did you mean ${meant}?`}`,
      );
    }
    if (value !== undefined && !isOfKind[kind](value))
      throw new CallFailure(`${name}: ${option} is ${kind}.`);
  }
}

/** Refuses an argument of the function `name` that has the wrong type. */
export function demandArgument(name: string, argument: string, value: unknown, kind: Kind): void {
  if (!isOfKind[kind](value)) throw new CallFailure(`${name}: ${argument} is ${kind}.`);
}
