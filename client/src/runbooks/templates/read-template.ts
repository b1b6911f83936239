import { templateText } from '@holdfast/shared/markdown/template-text';
import { resolveLink } from '@holdfast/shared/markdown/resolve-link';
import { copyImages } from '@holdfast/shared/model/runbook-images';
import { readRunbook, runbookTemplate } from '@holdfast/shared/model/runbook';
import type * as Y from 'yjs';
import { runbookPath } from '../../app/routes.ts';
import type { HubClient } from '../../hub/client-api.ts';
import type { Projections } from '../list-model.ts';
import type { Template } from './choices.ts';
import { patterns } from './patterns.ts';

/** A template as it is on this device. Call `close` when done with it. */
export interface ReadTemplate {
  readonly body: string;
  /** Its images, into the new runbook. */
  copyImages(target: Y.Doc): void;
  /** Whose images its text shows. */
  readonly doc: Y.Doc | undefined;
  close(): void;
}

export interface TemplateDeps extends Pick<HubClient, 'open'> {
  readonly projections: () => Projections | undefined;
}

/** Reads a template; undefined where this device does not have it, or it is empty. */
export async function readTemplate(
  template: Template,
  device: TemplateDeps,
): Promise<ReadTemplate | undefined> {
  switch (template.kind) {
    case 'default':
      return withoutImages(runbookTemplate);
    case 'empty':
      return withoutImages('');
    case 'pattern': {
      const pattern = patterns.find(({ id }) => id === template.id);
      return pattern && withoutImages(pattern.body);
    }
    case 'own':
      return readOwn(template.name, device);
  }
}

async function readOwn(name: string, device: TemplateDeps): Promise<ReadTemplate | undefined> {
  const open = device.open(name);
  await open.ready;
  const { body, title, sourcePath } = readRunbook(open.doc);
  if (body === '') {
    open.close();
    return undefined;
  }
  const nameOf = (path: string) => {
    for (const [other, projection] of device.projections() ?? []) {
      if (projection.kind === 'runbook' && projection.sourcePath === path) return other;
    }
    return undefined;
  };
  return {
    body: templateText(body, title, (href) => {
      const target = resolveLink(href, sourcePath, nameOf);
      if (target.kind !== 'runbook') return undefined;
      return `${runbookPath(target.name)}${target.id === '' ? '' : `#${target.id}`}`;
    }),
    copyImages: (target) => copyImages(open.doc, target),
    doc: open.doc,
    close: () => open.close(),
  };
}

function withoutImages(body: string): ReadTemplate {
  return { body, copyImages: () => undefined, doc: undefined, close: () => undefined };
}
