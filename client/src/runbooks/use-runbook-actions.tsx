import { useMemo } from 'react';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import { runbookEditPath } from '../app/routes.ts';
import { addressIn } from '../app/workspace-address.tsx';
import { useLocation } from 'wouter';
import { showNotice, showProblem, type NoticeAction } from '../ui/notice.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';
import { templatesText } from '../ui/text/templates.ts';
import { createRunbookActions, type ActionResult } from './runbook-actions.ts';
import type { Template } from './templates/choices.ts';

/** Runbook actions that say what they did, and offer the way back. */
export interface SpokenActions {
  /** Creates and opens the editor. Gives the problem in words, or undefined when it went well. */
  create(
    title: string,
    template?: Template,
    components?: readonly string[],
  ): Promise<string | undefined>;
  /** The same, for an alert: it answers to the alert from the start. */
  createFor(alert: string): Promise<string | undefined>;
  /** Gives the problem in words, or undefined when it went well. */
  rename(name: string, title: string): Promise<string | undefined>;
  duplicate(name: string, title: string): void;
  archive(name: string, title: string): void;
  restore(name: string, title: string): void;
  offerAsTemplate(name: string, title: string, template: boolean): void;
  copyLink(path: string): void;
}

export function useRunbookActions(): SpokenActions {
  const hub = useHub();
  const readProjections = useReadProjections();
  const [, setPath] = useLocation();
  return useMemo(() => {
    const actions = createRunbookActions({
      hub,
      random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
      nowMs: () => Date.now(),
      projections: readProjections,
    });

    async function report(
      work: Promise<ActionResult>,
      done: (name: string) => { readonly text: string; readonly action?: NoticeAction },
    ): Promise<void> {
      const result = await work;
      if (!result.ok) return sayFailed(result.problem);
      const { text, action } = done(result.name);
      showNotice(text, action);
    }

    function archive(name: string, title: string): void {
      void report(actions.archive(name), () => ({
        text: runbooksText.archivedDone(title),
        action: { label: runbooksText.undo, run: () => restore(name, title) },
      }));
    }

    function restore(name: string, title: string): void {
      void report(actions.restore(name), () => ({
        text: runbooksText.restoredDone(title),
        action: { label: runbooksText.undo, run: () => archive(name, title) },
      }));
    }

    function offerAsTemplate(name: string, title: string, template: boolean): void {
      void report(actions.offerAsTemplate(name, template), () => ({
        text: template ? templatesText.used(title) : templatesText.stopped(title),
        action: { label: runbooksText.undo, run: () => offerAsTemplate(name, title, !template) },
      }));
    }

    return {
      async createFor(alert) {
        const result = await actions.createFor(alert);
        if (!result.ok) return result.problem;
        setPath(runbookEditPath(result.name));
        return undefined;
      },
      async create(title, template, components) {
        const result = await actions.create(title, template, components);
        if (!result.ok) return result.problem;
        setPath(runbookEditPath(result.name));
        return undefined;
      },
      async rename(name, title) {
        const result = await actions.rename(name, title);
        if (!result.ok) return result.problem;
        if (result.note !== undefined) showNotice(result.note);
        return undefined;
      },
      duplicate(name, title) {
        void report(actions.duplicate(name), (copy) => ({
          text: runbooksText.duplicatedDone(title),
          action: { label: runbooksText.openCopy, run: () => setPath(runbookEditPath(copy)) },
        }));
      },
      archive,
      restore,
      offerAsTemplate,
      copyLink(path) {
        const copying = navigator.clipboard.writeText(
          new URL(addressIn(hub, path), location.origin).href,
        );
        copying.then(
          () => showNotice(runbooksText.linkCopied),
          () => sayFailed(runbooksText.copyFailed),
        );
      },
    };
  }, [hub, readProjections, setPath]);
}

function sayFailed(problem: string): void {
  showProblem(runbooksText.failed, problem);
}
