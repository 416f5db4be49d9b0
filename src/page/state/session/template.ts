import { aloneInput, mainDocument, openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { noRules } from '../../../core/findings/rule-book.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Session } from '../../../core/session/session.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { analyzeNow } from '../large/analyze-in-tasks.ts';
import type { WorkState } from '../work/work-state.ts';
import { optionsFor } from './file-options.ts';

// The file that a new design starts from, and whose lanes stand on the empty canvas.

/** The networks of a new design: front, mid and an internal back network, without services. */
export const templateText = `services: {}

networks:
  front:
  mid:
  back:
    internal: true
`;

/** The file name of a new design. */
export const templateFile = 'compose.yaml';

/** The template as a workspace, with its analysis. */
export interface TemplateProject {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

function createTemplate(): TemplateProject {
  const workspace = openAlone(templateText, { file: templateFile });
  return { workspace, analysis: analyzeNow(noRules, workspace, defaultReachOptions) };
}

const template = createTemplate();

/** Returns the project that the canvas shows while no file is open; always the same value. */
export function templateProject(): TemplateProject {
  return template;
}

/** A session on the template and its analysis, for the first edit of a new design. */
interface TemplateSession {
  readonly session: Session;
  readonly analysis: Analysis;
}

/** What a session on the template depends on. */
type TemplateBase = Pick<WorkState, 'book' | 'schema' | 'options'>;

let known: (TemplateSession & { readonly base: TemplateBase }) | null = null;

/** Returns the same session while rules, schema and options stay the same. */
export function templateSession({ book, schema, options: chosen }: TemplateBase): TemplateSession {
  const before = known?.base;
  if (known !== null && before?.book === book && before.schema === schema && before.options === chosen)
    return known;
  const session = newSession(aloneInput(templateText, { file: templateFile, schema }));
  const { options } = optionsFor(session.workspace, chosen, null);
  const analysis = analyzeNow(book, session.workspace, options);
  known = { base: { book, schema, options: chosen }, session, analysis };
  return known;
}

/** True when the palette shows its words: as the person left it (`open`), by default while a new design begins. */
export function isPaletteOpen(open: boolean | null, session: Session | null): boolean {
  return open ?? (session === null || mainDocument(session.opened).text === templateText);
}
