// Completion of a compose file for CodeMirror.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { Choice } from './choice.ts';
import { choicesAt } from './choices-at.ts';
import { cursorContext } from './cursor-context.ts';
import type { ProjectNames } from './project-names.ts';

// Keys whose value stands below them: no blank is left behind the colon.
const holdMore = new Set(
  (
    'services networks volumes secrets configs models include ports expose depends_on environment env_file cap_add cap_drop ' +
    'security_opt healthcheck profiles links external_links extra_hosts labels annotations devices deploy extends logging ' +
    'sysctls ulimits group_add build aliases ipam driver_opts resources placement update_config rollback_config restart_policy ' +
    'args needs link_local_ips dns dns_search dns_opt tmpfs volumes_from post_start pre_stop develop provider options x-bulkhead'
  ).split(' '),
);

const plain = /^[A-Za-z_][\w./-]*$/;

/** Writes a choice: a key gets its colon where none follows, a name that YAML would misread its quotes. */
function written(choice: Choice, asKey: boolean, following: string): string {
  const bare = choice.kind === 'word' || choice.label.startsWith('service:') || plain.test(choice.label);
  const name = bare ? choice.label : JSON.stringify(choice.label);
  if (!asKey || /^\s*:/.test(following)) return name;
  return choice.kind === 'key' && !holdMore.has(choice.label) ? `${name}: ` : `${name}:`;
}

function completion(choice: Choice, place: 'key' | 'value' | 'item', rank: number): Completion {
  const asKey = place === 'key' || (place === 'item' && choice.kind === 'key');
  return {
    label: choice.label,
    type: choice.kind,
    info: choice.about,
    // In the order they were listed in: the usual ones stand first.
    boost: -rank / 2,
    apply(view: EditorView, _: Completion, from: number, to: number) {
      const line = view.state.doc.lineAt(to);
      const insert = written(choice, asKey, line.text.slice(to - line.from));
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
        scrollIntoView: true,
      });
    },
  };
}

/** A completion source over the names that the project has now. */
export function composeCompletion(
  names: () => ProjectNames,
): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const line = state.doc.lineAt(pos);
    const lineAt = (number: number) => state.doc.line(number).text;
    const found = cursorContext(lineAt, line.number, pos - line.from);
    if (found === null || (found.word === '' && found.place === 'key' && !explicit)) return null;
    const { place, from } = found;
    const taken =
      place === 'key' ? siblingKeys(lineAt, state.doc.lines, line.number, from) : new Set<string>();
    const choices = choicesAt(found, names()).filter(({ label }) => !taken.has(label));
    if (choices.length === 0) return null;
    return {
      from: line.from + from,
      options: choices.map((choice, rank) => completion(choice, place, Math.min(rank, 99))),
      validFor: /^[\w.:"'/-]*$/,
    };
  };
}

/** Keys that stand at `column` in the same block as `line`, that line left out. */
export function siblingKeys(
  lineAt: (line: number) => string,
  lines: number,
  line: number,
  column: number,
): ReadonlySet<string> {
  const keys = new Set<string>();
  function look(at: number): boolean {
    const text = lineAt(at);
    if (/^\s*(#|$)/.test(text)) return true;
    const [, dashes = '', key] = /^((?:\s|- )*)(?:["']?([^\s"':#]+)["']?\s*:)?/.exec(text) ?? [];
    if (dashes.length < column) return false;
    const opensItem = dashes.length === column && dashes.includes('-');
    // Another item of the list is another map.
    if (opensItem && at > line) return false;
    if (dashes.length === column && key !== undefined) keys.add(key);
    return !opensItem;
  }
  const ownDash = /^\s*- /.test(lineAt(line));
  for (let at = line - 1; at >= 1 && !ownDash; at--) if (!look(at)) break;
  for (let at = line + 1; at <= lines; at++) if (!look(at)) break;
  return keys;
}
