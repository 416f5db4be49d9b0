// `check --host` for people: what concerns several stacks, then each stack that has findings, then lines that sum up.

import type { HostAnalysis } from '../../host/analyze-host.ts';
import { unknownAlone } from '../../host/unknown-alone.ts';
import { type Paint, plural, prettyBlocks, prettySummary } from '../check/check-pretty.ts';
import { visibleStart } from '../visible-text.ts';
import { type PlacedStack, placedStacks } from './placed-stacks.ts';

const plain: Paint = (_role, text) => text;

/** The readable report in pieces; the last ends with a line feed. */
export function* hostCheckPretty(analysis: HostAnalysis, paint: Paint = plain): Generator<string> {
  const groups = placedStacks(analysis);
  let heading = '';
  for (const group of groups) {
    const title = group.stack === null ? 'across stacks' : `stack ${group.stack} (${placeWord(group)})`;
    if (title !== heading) yield `${paint('strong', visibleStart(title))}\n\n`;
    heading = title;
    yield `${prettyBlocks(group, paint).join('\n\n')}\n\n`;
  }
  const { host, reach } = analysis;
  const counts = `${plural(host.stacks.length, 'stack')}, ${plural(reach.services.length, 'service')}`;
  yield `${counts}. ${prettySummary(groups)}\n`;
  yield gainLine(analysis);
}

function placeWord({ dir, from }: PlacedStack): string {
  return dir ?? (from === 'running' ? 'what runs' : 'pasted text');
}

/** What the stacks show about each other; nothing where each alone says all. */
function gainLine(analysis: HostAnalysis): string {
  let [unknown, known] = [0, 0];
  for (const { id } of analysis.host.stacks) {
    const gain = unknownAlone(analysis, id);
    unknown += gain?.unknown ?? 0;
    known += gain?.known ?? 0;
  }
  return unknown === 0
    ? ''
    : `${known} of ${plural(unknown, 'fact')} that one stack alone leaves unknown are known here.\n`;
}
