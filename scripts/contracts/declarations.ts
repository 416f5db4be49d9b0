// The declarations of the library's answers, out of the schemas of the contracts: names, members and meanings.

import { z } from 'zod';
import { checkReport, fleetCheckReport } from '../../src/core/contracts/check.ts';
import { connectAnswer } from '../../src/core/contracts/connect.ts';
import { meanings } from '../../src/core/contracts/contract.ts';
import { diffReport } from '../../src/core/contracts/diff.ts';
import { explanation } from '../../src/core/contracts/explain.ts';
import { fleetReachReport } from '../../src/core/contracts/fleet-reach.ts';
import { reachReport } from '../../src/core/contracts/reach.ts';
import { isolation, surveyReport } from '../../src/core/contracts/survey.ts';
import { hostNameRow } from '../../src/core/contracts/ways.ts';

const answers = z.tuple([
  checkReport,
  reachReport,
  hostNameRow,
  explanation,
  diffReport,
  isolation,
  surveyReport,
  connectAnswer,
  fleetReachReport,
  fleetCheckReport,
]);

type Schema = z.core.JSONSchema.BaseSchema;

/** Returns all named types of the library's answers as the text of a `.d.ts` file. */
export function answerDeclarations(): string {
  const { $defs = {} } = z.toJSONSchema(answers, { metadata: meanings });
  const all = Object.entries($defs).map(([name, schema]) => {
    const { properties } = schema;
    const head = `${comment(schema, '')}export `;
    return properties === undefined
      ? `${head}type ${name} = ${typeText(schema, '')};\n`
      : `${head}interface ${name} ${membersText(schema, '')}\n`;
  });
  return all.join('\n');
}

function comment({ description }: Schema, indent: string): string {
  if (description === undefined) return '';
  const text = description.replaceAll(/\[(.*?)\]\(.*?\)/g, '$1').replaceAll('*/', '*\\/');
  return `${indent}/** ${text} */\n`;
}

function membersText({ properties = {}, required = [] }: Schema, indent: string): string {
  const deeper = `${indent}    `;
  const members = Object.entries(properties).map(([name, member]) => {
    const schema = ofObject(member);
    const mark = required.includes(name) ? '' : '?';
    return `${comment(schema, deeper)}${deeper}readonly ${name}${mark}: ${typeText(schema, deeper)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

function typeText(schema: Schema, indent: string): string {
  const { $ref, type, items, properties, additionalProperties } = schema;
  if ($ref !== undefined) return $ref.replace('#/$defs/', '');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((word) => JSON.stringify(word)).join(' | ');
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((one) => typeText(ofObject(one), indent)).join(' | ');
  if (properties !== undefined) return membersText(schema, indent);
  if (type === 'array') return `readonly ${inList(ofObject(items), indent)}[]`;
  if (type === 'object')
    return `Readonly<Record<string, ${typeText(ofObject(additionalProperties), indent)}>>`;
  return [type].flat().join(' | ');
}

/** A union in a list stands in brackets. */
function inList(item: Schema, indent: string): string {
  const { anyOf, type } = item;
  const text = typeText(item, indent);
  const isUnion = (anyOf ?? item.enum ?? [type].flat()).length > 1;
  return isUnion ? `(${text})` : text;
}

/** A schema may also be `true` or `false`, which none of ours is. */
function ofObject(schema: z.core.JSONSchema._JSONSchema | readonly unknown[] | undefined): Schema {
  if (typeof schema === 'object' && !isList(schema)) return schema;
  throw new Error(`a schema of another kind than those of the contracts: ${JSON.stringify(schema)}`);
}

function isList(value: object): value is readonly unknown[] {
  return Array.isArray(value);
}
