// The one owner of the open file on the page. It carries out commands of `core/session` and stores what is derived from the workspace
// beside it, computed once per workspace. Subscribers get one state for each command. It depends on neither the DOM nor React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameData } from '../../../core/compose/same-data.ts';
import type { SchemaCheck } from '../../../core/compose/schema/schema-check.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { Command, Session, Step } from '../../../core/session/session.ts';
import { newSession, sessionOn } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { analyzeNow, createLaterAnalysis } from '../large/analyze-in-tasks.ts';
import { isLargeTopology } from '../large/large.ts';
import { optionsFor, optionsOfOpening, withKeptRuleSet, withKeptSwitches } from './file-options.ts';
import { unreadableMessage } from './message.ts';
import { createOperationPreviews, stale } from './operation-previews.ts';
import type { SessionState } from './session-state.ts';
import { templateFile, templateText } from './template.ts';

export type SessionStore = StoreApi<SessionState>;

/** What is known of a project beside its files when it is opened. */
type Chosen = Pick<SessionState, 'folder' | 'options' | 'left'> & {
  /** Null: the picture before must not stand in for a project that cannot be read. */
  readonly analysis?: Analysis | null;
};

const notRefused = { refusal: null, refused: null } as const;

/**
 * The session to keep when `next` replaces `open`: work that was neither saved nor downloaded, and anything that an unreadable file
 * replaces.
 */
function replaced(open: Session | null, next: Session, previous: Session | null): Session | null {
  if (open === null) return null;
  if (open.workspace.stale) return next.workspace.stale ? previous : null;
  return next.workspace.stale || open.undo.length > 0 ? open : null;
}

/**
 * The state after `before` with `session` open; the picture follows where its text could be read. `made`: an analysis that exists
 * already.
 */
function withSession(before: SessionState, session: Session, made: Analysis | null): Partial<SessionState> {
  const { workspace } = session;
  const readable = !workspace.stale;
  const { options, nameFrom } = optionsFor(workspace, before.options, before.folder);
  const known = made !== null && sameOptions(made.reach.options, options) ? made : null;
  const same =
    workspace === before.session?.workspace && before.analysis !== null && options === before.options;
  const analysis =
    known ?? (readable && !same ? analyzeNow(workspace, options, before.analysis) : before.analysis);
  return { session, analysis, options, nameFrom, analyzing: false, ...notRefused };
}

/** What is known of other stacks' networks is compared by identity: a host returns the same object while it stays the same. */
function sameOptions(a: SessionState['options'], b: SessionState['options']): boolean {
  return a.elsewhere === b.elsewhere && sameData(a, b);
}

/** A person who types breaks and mends the text all the time: a problem is shown at once, and only while it exists. */
function messageAfter(before: SessionState, { workspace }: Session): SessionState['message'] {
  const mended = before.session?.workspace.stale === true;
  return workspace.stale || mended ? unreadableMessage(workspace) : before.message;
}

/** A session on the template and its analysis: what the first edit of a new design is previewed and carried out on. */
interface TemplateSession {
  readonly schema: SchemaCheck | null;
  readonly options: SessionState['options'];
  readonly session: Session;
  readonly analysis: Analysis;
}

/** A store with nothing open. */
export function createSessionStore(): SessionStore {
  return createStore<SessionState>()((set, get) => {
    const later = createLaterAnalysis((analysis) => set({ analysis, analyzing: false }));
    let template: TemplateSession | null = null;

    function templateSession({ schema, options: wanted, folder }: SessionState): TemplateSession {
      if (template?.schema === schema && template.options === wanted) return template;
      const session = newSession(aloneInput(templateText, { file: templateFile, schema }));
      const { options } = optionsFor(session.workspace, wanted, folder);
      template = { schema, options: wanted, session, analysis: analyzeNow(session.workspace, options) };
      return template;
    }

    /** The session that edits are planned on: the open one, or the template while nothing is open. */
    function workOf(state: SessionState): Pick<TemplateSession, 'session'> & Pick<SessionState, 'analysis'> {
      const { session, analysis } = state;
      return session === null ? templateSession(state) : { session, analysis };
    }

    const previews = createOperationPreviews(() => ({ ...get(), ...workOf(get()) }));

    /** Makes `session` the open one in place of the current one, as another project or another version of it. */
    function openInstead(
      session: Session,
      made: Analysis | null,
      chosen: Chosen,
      previous: Session | null,
    ): void {
      later.cancel();
      const before = get();
      const kept = previous === before.previous ? before.previousLeft : before.left;
      set({
        ...withSession({ ...before, ...chosen }, session, made),
        folder: chosen.folder,
        left: chosen.left,
        previous,
        previousLeft: previous === null ? null : kept,
        opening: before.opening + 1,
        message: unreadableMessage(session.workspace),
        within: null,
        reading: null,
      });
    }

    /** Shows the session after a change; of a large project the analysis follows, unless a preview made it. */
    function goOn(session: Session, previewed: Analysis | null, more: Partial<SessionState> = {}): void {
      const before = get();
      const { workspace } = session;
      const message = messageAfter(before, session);
      later.cancel();
      const { analysis } = before;
      if (
        workspace.stale ||
        analysis === null ||
        previewed !== null ||
        !isLargeTopology(workspace.topology)
      ) {
        set({ ...withSession(before, session, previewed), message, ...more });
        return;
      }
      const analyzing = workspace !== before.session?.workspace || before.analyzing;
      const after = withSession(before, session, analysis);
      set({ ...after, message, analyzing, ...more });
      if (analyzing) later.begin(workspace, after.options ?? before.options, analysis);
    }

    /** A refusal while nothing is open still returns a session, so that callers need no null check. */
    function refusedStep(session: Session, refusal: SessionState['refusal']): Step {
      return { session, applied: new Map(), refused: refusal };
    }

    /** `work` is carried out before subscribers see the project. */
    function load(
      input: Extract<Command, { type: 'load' }>['input'],
      chosen: Chosen,
      work: readonly Command[] = [],
    ): Step {
      const { session: open, schema, beside, previous } = get();
      const command = { type: 'load', input: { ...input, schema, beside } } as const;
      const loaded = open === null ? refusedStep(newSession(command.input), null) : step(open, command);
      const done = work.reduce(({ session }, next) => step(session, next), loaded);
      get().reading?.cancel();
      openInstead(done.session, null, chosen, replaced(open, done.session, previous));
      return done;
    }

    /** The state with nothing open. */
    function leave(kept: Pick<SessionState, 'previous' | 'previousLeft'> & Partial<SessionState>): void {
      later.cancel();
      set({
        session: null,
        analysis: null,
        folder: null,
        left: null,
        opening: get().opening + 1,
        analyzing: false,
        message: null,
        within: null,
        reading: null,
        ...notRefused,
        ...kept,
      });
    }

    function dispatch(command: Command): Step {
      const before = get();
      if (command.type === 'load') return load(command.input, { ...before, left: null });
      const { session: base } = workOf(before);
      if (command.type === 'operate' && base.workspace.stale) {
        const { operations, label } = command;
        set({ refusal: stale.error, refused: { refusal: stale.error, operations, label } });
        return refusedStep(base, stale.error);
      }
      const planned = command.type === 'operate' ? previews.known(command.operations) : null;
      const done = step(
        base,
        command.type === 'operate' && planned !== null ? { ...command, planned } : command,
      );
      if (done.refused === null) {
        if (done.session !== before.session) goOn(done.session, planned?.ok ? planned.value.analysis : null);
        return done;
      }
      const operations = command.type === 'operate' ? command.operations : [];
      const label = command.type === 'operate' ? command.label : command.type;
      set({ refusal: done.refused, refused: { refusal: done.refused, operations, label } });
      return done;
    }

    return {
      session: null,
      analysis: null,
      previous: null,
      opening: 0,
      options: withKeptRuleSet(defaultReachOptions),
      schema: null,
      beside: null,
      nameFrom: 'unknown',
      folder: null,
      left: null,
      previousLeft: null,
      variables: new Map(),
      refusal: null,
      refused: null,
      message: null,
      analyzing: false,
      within: null,
      reading: null,
      dispatch,
      setSchema(schema) {
        const before = get();
        if (before.session === null) {
          set({ schema });
          return;
        }
        const { session } = step(before.session, { type: 'set-schema', schema });
        // An open question stays open: no edit was made.
        const { refusal, refused } = before;
        goOn(session, null, { schema, refusal, refused });
      },
      setBeside(beside) {
        const before = get();
        if (before.session === null) {
          set({ beside });
          return;
        }
        const { session } = step(before.session, { type: 'set-beside', beside });
        const { refusal, refused } = before;
        goOn(session, null, { beside, refusal, refused });
      },
      open(project, work = []) {
        const { input, folder, left = null } = project;
        return load(input, { folder, options: optionsOfOpening(get(), project), left }, work).session;
      },
      adopt(workspace, project, analysis) {
        const { session: open, previous } = get();
        const { folder, left = null } = project;
        const session = { ...sessionOn(workspace), revision: (open?.revision ?? -1) + 1 };
        const chosen = { folder, left, options: optionsOfOpening(get(), project) };
        openInstead(session, analysis, chosen, replaced(open, session, previous));
      },
      showStack(stack, begins = false) {
        const { session: open, previous, previousLeft, left, reading } = get();
        reading?.cancel();
        const keeps = begins && open !== null && (open.undo.length > 0 || open.workspace.stale);
        if (stack === null) {
          leave(keeps ? { previous: open, previousLeft: left } : { previous, previousLeft });
          return;
        }
        const { session, analysis, folder, options } = stack;
        const chosen = { folder, options, left: null, analysis: null };
        openInstead(session, analysis, chosen, keeps ? open : previous);
      },
      setWithin(within, analysis) {
        const before = get();
        if (analysis === null || analysis === before.analysis) set({ within });
        else set({ within, analysis, options: analysis.reach.options });
      },
      operate: (operations, label) => dispatch({ type: 'operate', operations, label }),
      preview: previews.preview,
      previewInTasks: previews.previewInTasks,
      restorePrevious() {
        const before = get();
        if (before.previous === null) return;
        before.reading?.cancel();
        openInstead(before.previous, null, { ...before, left: before.previousLeft }, null);
      },
      close() {
        get().reading?.cancel();
        leave({ previous: null, previousLeft: null, options: withKeptSwitches(get().options, undefined) });
      },
      setOptions(options) {
        const { session, analysis } = get();
        const workspace = session?.workspace;
        if (workspace === undefined || workspace.stale) {
          set({ options });
        } else if (analysis !== null && isLargeTopology(workspace.topology)) {
          set({ options, analyzing: true });
          later.begin(workspace, options, analysis);
        } else {
          set({ options, analysis: analyzeNow(workspace, options, analysis) });
        }
      },
      setMessage: (message) => set({ message }),
      setReading: (reading) => set({ reading }),
      dismissRefusal: () => set(notRefused),
    };
  });
}
