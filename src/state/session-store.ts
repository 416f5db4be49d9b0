// The one owner of the open file on the page. It carries out commands of `core/session` and keeps what is derived
// from the workspace beside it, computed once per workspace. It knows no DOM and no React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { analyze } from '../core/analysis/analyze.ts';
import { defaultReachOptions } from '../core/analysis/default-reach-options.ts';
import { sameData } from '../core/analysis/same-data.ts';
import { aloneInput } from '../core/compose/workspace/open-workspace.ts';
import { newSession, sessionOn } from '../core/session/new-session.ts';
import { previewOperations } from '../core/session/preview.ts';
import type { Command, Session, Step } from '../core/session/session.ts';
import { step } from '../core/session/step.ts';
import { refuse } from '../core/text/result.ts';
import { isLargeTopology } from './large.ts';
import { createLaterAnalysis } from './later-analysis.ts';
import { optionsFor } from './options-for.ts';
import type { SessionState } from './session-state.ts';
import { templateFile, templateText } from './template.ts';
import { templatePicture } from './template-picture.ts';
import { unreadableMessage } from './unreadable-message.ts';

export type SessionStore = StoreApi<SessionState>;

const stale = refuse(
  'has-errors',
  'The file cannot be read at the moment, so nothing in it is changed. Mend the line named above first.',
).error;

const stillJudging = refuse(
  'not-ready',
  'The page is still working out the last change of this large project. Try again in a moment.',
).error;

/** What to keep when `next` takes the place of `open`: work that was not taken away yet, and anything an unreadable file replaces. */
function replaced(open: Session | null, next: Session, previous: Session | null): Session | null {
  if (open === null) return null;
  if (open.workspace.stale) return next.workspace.stale ? previous : null;
  return next.workspace.stale || open.undo.length > 0 ? open : null;
}

/** A store with nothing open. */
export function createSessionStore(): SessionStore {
  return createStore<SessionState>()((set, get) => {
    const later = createLaterAnalysis((analysis) => set({ analysis, judging: false }));

    /** Makes `session` the open one; the picture follows where its text could be read. */
    function show(session: Session, made: SessionState['analysis'] = null): void {
      const before = get();
      later.callOff();
      const { workspace } = session;
      const readable = !workspace.stale;
      const { options, nameFrom } = optionsFor(workspace, before.options, before.folder);
      const known = made !== null && sameData(made.reach.options, options) ? made : null;
      const analysis =
        known ??
        (readable &&
        (workspace !== before.session?.workspace || before.analysis === null || options !== before.options)
          ? analyze(workspace, options, before.analysis)
          : before.analysis);
      // Typing breaks and mends a text all the time: what is wrong is told at once, and no longer than it holds.
      const mended = before.session?.workspace.stale === true;
      const message = readable && !mended ? before.message : unreadableMessage(workspace);
      set({ session, analysis, options, nameFrom, message, refusal: null, refused: null, judging: false });
    }

    /** Shows the session after a change; of a large project the analysis follows. */
    function goOn(session: Session): void {
      const { analysis, session: open } = get();
      const { workspace } = session;
      if (workspace.stale || analysis === null || !isLargeTopology(workspace.topology)) {
        show(session);
        return;
      }
      const same = workspace === open?.workspace && !get().judging;
      show(session, analysis);
      if (!same) judgeLater();
    }

    function judgeLater(): void {
      const { session, options, analysis } = get();
      if (session === null || analysis === null) return;
      set({ judging: true });
      later.begin(session.workspace, options, analysis);
    }

    /** A refusal without a session still answers with a session, so that callers need not ask. */
    function refusedStep(session: Session, refusal: SessionState['refusal']): Step {
      return { session, applied: new Map(), refused: refusal };
    }

    function dispatch(command: Command): Step {
      const open = get().session;
      if (command.type === 'load') {
        const input = { ...command.input, schema: get().schema };
        const loaded = open === null ? null : step(open, { type: 'load', input });
        const session = loaded?.session ?? newSession(input);
        set({ opening: get().opening + 1 });
        show(session);
        set({ previous: replaced(open, session, get().previous) });
        return loaded ?? refusedStep(session, null);
      }
      const base = open ?? newSession(aloneInput(templateText, { file: templateFile, schema: get().schema }));
      if (command.type === 'operate' && base.workspace.stale) {
        set({
          refusal: stale,
          refused: { refusal: stale, operations: command.operations, label: command.label },
        });
        return refusedStep(base, stale);
      }
      const done = step(base, command);
      if (done.refused === null) {
        if (done.session !== open) goOn(done.session);
        return done;
      }
      const operations = command.type === 'operate' ? command.operations : [];
      const label = command.type === 'operate' ? command.label : command.type;
      set({ refusal: done.refused, refused: { refusal: done.refused, operations, label } });
      return done;
    }

    function judgeBy(options: SessionState['options']): void {
      const { session, analysis } = get();
      const workspace = session?.workspace;
      if (workspace && !workspace.stale && analysis !== null && isLargeTopology(workspace.topology)) {
        set({ options });
        judgeLater();
        return;
      }
      const judged = workspace && !workspace.stale ? analyze(workspace, options, analysis) : analysis;
      set({ options, analysis: judged });
    }

    return {
      session: null,
      analysis: null,
      previous: null,
      opening: 0,
      options: defaultReachOptions,
      schema: null,
      nameFrom: 'unknown',
      folder: null,
      refusal: null,
      refused: null,
      message: null,
      judging: false,
      reading: null,
      dispatch,
      setSchema(schema) {
        set({ schema });
        const { session, refusal, refused } = get();
        if (session === null) return;
        dispatch({ type: 'set-schema', schema });
        // A question that stands is still to be answered: nothing was edited.
        set({ refusal, refused });
      },
      open({ input, profiles, folder }) {
        const { options } = get();
        set({ folder, options: { ...options, profiles: profiles ?? [] } });
        return dispatch({ type: 'load', input }).session;
      },
      adopt(workspace, { profiles, folder }, analysis) {
        const { session: open, options, opening } = get();
        const session = { ...sessionOn(workspace), revision: (open?.revision ?? -1) + 1 };
        set({ folder, options: { ...options, profiles: profiles ?? [] }, opening: opening + 1 });
        show(session, analysis);
        set({ previous: replaced(open, session, get().previous) });
      },
      operate: (operations, label) => dispatch({ type: 'operate', operations, label }),
      preview(operations) {
        const { session, analysis } = get();
        if (session === null) {
          const template = templatePicture();
          return previewOperations(template.workspace, template.analysis, operations);
        }
        if (session.workspace.stale || analysis === null) return { ok: false, error: stale };
        if (get().judging) return { ok: false, error: stillJudging };
        return previewOperations(session.workspace, analysis, operations, session.writing);
      },
      restorePrevious() {
        const { previous } = get();
        if (previous === null) return;
        set({ message: null, previous: null, opening: get().opening + 1 });
        show(previous);
      },
      close() {
        const opening = get().opening + 1;
        later.callOff();
        set({ judging: false });
        set({ session: null, analysis: null, previous: null, folder: null, opening });
        set({ message: null, refusal: null, refused: null });
      },
      setOptions: judgeBy,
      setMessage: (message) => set({ message }),
      setReading: (reading) => set({ reading }),
      dismissRefusal: () => set({ refusal: null, refused: null }),
    };
  });
}

/** The page's session. */
export const sessionStore: SessionStore = createSessionStore();
