import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../../rules/all-rules.ts';
import { examplesOf } from '../../rules/examples.ts';
import { projectRules as rules } from '../../rules/registry.ts';
import { sarifSchema } from '../testing/sarif-schema.ts';
import { checkSarif } from './check-sarif.ts';

const text = `# größer
services:
  web:
    image: example/web:1
    ports: ["192.168.1.5:443:443", "8080:80"]
    networks: [front, back]
  api:
    image: example/api:1
    networks: [front, back]
    depends_on: [db]
  db:
    image: postgres:16
    networks: [back]
    ports: ["5432:5432"] # bulkhead-disable CN102 -- a lab
networks:
  front:
  back:
`;

const about = {
  version: '1.2.3',
  homepage: 'https://example.org/bulkhead#readme',
  docs: { folder: 'https://example.org/bulkhead/docs', ending: '.md' },
} as const;

/** Returns one log with a run over all of these projects. */
function logOf(...sources: readonly string[]) {
  const projects = sources.map((source) => {
    const workspace = openAlone(source, { file: 'my stack/compose.yaml' });
    return { workspace, findings: analyze(workspace, defaultReachOptions).findings };
  });
  return checkSarif(projects, about);
}

function resultOf(rule: string) {
  const found = logOf(text).runs[0]?.results.find(({ ruleId }) => ruleId === rule);
  if (!found) throw new Error(`no ${rule}`);
  return found;
}

describe('checkSarif', () => {
  it('is a SARIF 2.1.0 log with one run and every rule described', () => {
    const { version, $schema, runs } = logOf(text);
    expect([version, $schema, runs.length]).toEqual([
      '2.1.0',
      'https://json.schemastore.org/sarif-2.1.0.json',
      1,
    ]);
    const driver = runs[0]?.tool.driver;
    expect([driver?.name, driver?.semanticVersion]).toEqual(['Bulkhead', '1.2.3']);
    for (const { id, name, shortDescription, defaultConfiguration } of driver?.rules ?? []) {
      expect(id).toMatch(/^CN\d{3}$/);
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(shortDescription.text).not.toBe('');
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
    }
  });

  it('leads from each rule to its page, and ranks what concerns security', () => {
    const described = logOf(text).runs[0]?.tool.driver.rules ?? [];
    const rule = (id: string) => described.find((one) => one.id === id);
    expect(rule('CN101')).toMatchObject({
      helpUri: 'https://example.org/bulkhead/docs/rules/cn101-port-on-all-interfaces.md',
      properties: {
        tags: ['docker-compose', 'network', 'exposure', 'security'],
        'security-severity': '5.5',
      },
    });
    expect(rule('CN402')?.properties).toEqual({
      tags: ['docker-compose', 'network', 'names', 'correctness'],
      'problem.severity': 'error',
    });
    expect(rule('CN902')?.helpUri).toBe('https://example.org/bulkhead/docs/rules.md');
    for (const { helpUri, properties } of described) {
      const [, page = ''] = /\/docs\/(.*)$/.exec(helpUri ?? '') ?? [];
      expect(existsSync(join('docs', page)), helpUri).toBe(true);
      const score = Number(properties['security-severity'] ?? 0);
      expect(score >= 0 && score <= 10 && properties.tags.includes('security') === score > 0).toBe(true);
    }
  });

  it('has nothing that the standard does not know, whatever is found', () => {
    const isUri = (uri: string) => !/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/.test(uri);
    const ajv = new Ajv({ formats: { uri: isUri, 'uri-reference': isUri } });
    const isLog = ajv.compile(sarifSchema);
    const odd = 'services:\n  a: { image: "x:1", privileged: true, ports: ["80:80"], networks: [gone] }\n';
    const examples = rules.flatMap((rule) => examplesOf(rule).invalid);
    for (const log of [logOf('services: {}\n'), logOf(text, odd, ...examples)])
      expect(isLog(log), JSON.stringify(isLog.errors)).toBe(true);
    expect(isLog({ ...logOf(text), more: 1 })).toBe(false);
  });

  it('every result names its rule by id and index, a level of the format, a place and a fingerprint', () => {
    const [run] = logOf(text).runs;
    expect(run?.results.length).toBeGreaterThan(2);
    for (const result of run?.results ?? []) {
      expect(run?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      const [{ physicalLocation } = { physicalLocation: null }] = result.locations;
      expect(physicalLocation?.artifactLocation.uri).toBe('my%20stack/compose.yaml');
      expect(physicalLocation?.region.startLine).toBeGreaterThan(0);
      expect(physicalLocation?.region.startColumn).toBeGreaterThan(0);
      expect(result.partialFingerprints['bulkhead/v1']).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it('tells a path as related locations and as a code flow', () => {
    const { relatedLocations, codeFlows } = resultOf('CN203');
    expect(relatedLocations?.[0]).toMatchObject({
      id: 0,
      message: { text: 'web reaches db on back' },
      physicalLocation: { region: { startLine: 13 } },
    });
    expect(codeFlows?.[0]?.threadFlows[0]?.locations[0]?.location.message.text).toBe(
      'web reaches db on back',
    );
  });

  it('gives fixes as replacements of bytes', () => {
    const [fix] = resultOf('CN203').fixes ?? [];
    const [change] = fix?.artifactChanges ?? [];
    expect(change?.artifactLocation.uri).toBe('my%20stack/compose.yaml');
    const [replacement] = change?.replacements ?? [];
    const bytes = new TextEncoder().encode(text);
    const { byteOffset = 0, byteLength = 0 } = replacement?.deletedRegion ?? {};
    expect(new TextDecoder().decode(bytes.slice(byteOffset, byteOffset + byteLength))).toBe(', back');
    expect(replacement).not.toHaveProperty('insertedContent');
  });

  it('keeps what is suppressed, with the reason', () => {
    expect(resultOf('CN102').suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'a lab' },
    ]);
    expect(resultOf('CN203').suppressions).toEqual([]);
  });

  it('lets a name be neither a link nor a control character in sentences, and keeps names as data', () => {
    const name = '[fix](https://example.com)\u001b[31m';
    const log = logOf(
      'services:\n  "[fix](https://example.com)\\e[31m":\n    image: x\n    privileged: true\n    ports: ["8080:80"]\n',
    );
    const results = log.runs[0]?.results ?? [];
    const sentences = results.flatMap(({ message, ...rest }) => [
      message.text,
      ...('fixes' in rest ? (rest.fixes ?? []).map(({ description }) => description.text) : []),
    ]);
    expect(sentences.join('\n')).toContain('[fix] (https://example.com)\\u001b[31m');
    expect(sentences.join('\n')).not.toMatch(/\]\(/);
    expect(results.some(({ properties }) => properties.subjects.includes(name))).toBe(true);
  });
});
