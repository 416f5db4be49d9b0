// The one owner of the open file on the page. It carries out commands of `core/session` and keeps what is derived
// from the document beside it, computed once per document. It knows no DOM and no React.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { analyzeDocument } from '../core/analysis/analyze-document.ts';
import { defaultReachOptions } from '../core/analysis/default-reach-options.ts';
import { previewOperations } from '../core/session/preview.ts';
import type { Command, Session, Step } from '../core/session/session.ts';
import { newSession, step } from '../core/session/step.ts';
import { refuse } from '../core/text/result.ts';
import type { SessionState } from './session-state.ts';
import { templateFile, templateText } from './template.ts';
import { templatePicture } from './template-picture.ts';

export type SessionStore = StoreApi<SessionState>;

const stale = refuse(
  'has-errors',
  'The file cannot be read at the moment, so nothing in it is changed. Mend the line named above first.',
).error;

/** What to keep when `next` takes the place of `open`: work that was not taken away yet, and anything an unreadable file replaces. */
function replaced(open: Session | null, next: Session, previous: Session | null): Session | null {
  if (open === null) return null;
  if (open.document.stale) return next.document.stale ? previous : null;
  return next.document.stale || open.undo.length > 0 ? open : null;
}

/** A store with nothing open. */
export function createSessionStore(): SessionStore {
  return createStore<SessionState>()((set, get) => {
    /** Makes `session` the open one; the picture follows where its text could be read. */
    function show(session: Session): void {
      const before = get();
      const document = session.document;
      const readable = !document.stale;
      const analysis =
        readable && (document !== before.session?.document || before.analysis === null)
          ? analyzeDocument(document, before.options)
          : before.analysis;
      set({ session, analysis, refusal: null, refused: null });
    }

    /** A refusal without a session still answers with a session, so that callers need not ask. */
    function refusedStep(session: Session, refusal: SessionState['refusal']): Step {
      return { session, applied: [], refused: refusal };
    }

    function dispatch(command: Command): Step {
      const open = get().session;
      if (command.type === 'load') {
        const loaded = open === null ? null : step(open, command);
        const session = loaded?.session ?? newSession(command.file, command.text);
        show(session);
        set({ previous: replaced(open, session, get().previous) });
        return loaded ?? refusedStep(session, null);
      }
      const base = open ?? newSession(templateFile, templateText);
      if (command.type === 'operate' && base.document.stale) {
        set({
          refusal: stale,
          refused: { refusal: stale, operations: command.operations, label: command.label },
        });
        return refusedStep(base, stale);
      }
      const done = step(base, command);
      if (done.refused === null) {
        if (done.session !== open) show(done.session);
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
      options: defaultReachOptions,
      refusal: null,
      refused: null,
      message: null,
      dispatch,
      operate: (operations, label) => dispatch({ type: 'operate', operations, label }),
      preview(operations) {
        const { session, analysis } = get();
        if (session === null) {
          const template = templatePicture();
          return previewOperations(template.document, template.analysis, operations);
        }
        if (session.document.stale || analysis === null) return { ok: false, error: stale };
        return previewOperations(session.document, analysis, operations);
      },
      restorePrevious() {
        const { previous } = get();
        if (previous === null) return;
        set({ message: null, previous: null });
        show(previous);
      },
      setOptions(options) {
        const { session, analysis } = get();
        const document = session?.document;
        set({
          options,
          analysis: document && !document.stale ? analyzeDocument(document, options) : analysis,
        });
      },
      setMessage: (message) => set({ message }),
      dismissRefusal: () => set({ refusal: null, refused: null }),
    };
  });
}

/** The page's session. */
export const sessionStore: SessionStore = createSessionStore();
