import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { useHub, useReadProjections } from '../../app/hub-context.tsx';
import { DocumentImages } from '../../ui/markdown/document-images.tsx';
import { MarkdownView } from '../../ui/markdown/markdown-view.tsx';
import { useMarkdown } from '../../ui/markdown/use-markdown.ts';
import { templateChoiceText } from '../../ui/text/template-choice.ts';
import { templatesText } from '../../ui/text/templates.ts';
import { useLinkResolver } from '../use-link-resolver.ts';
import { templateKey, type Template } from './choices.ts';
import { readTemplate, type ReadTemplate } from './read-template.ts';

type Shown =
  | { readonly kind: 'reading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly template: ReadTemplate };

/** What a runbook made from a template begins with. */
export function TemplatePreview(props: { readonly template: Template }) {
  const { template } = props;
  const hub = useHub();
  const readProjections = useReadProjections();
  const key = templateKey(template);
  const [shown, setShown] = useState<{ readonly key: string; readonly what: Shown }>();
  useEffect(() => {
    let isStale = false;
    let read: ReadTemplate | undefined;
    readTemplate(template, { open: hub.open, projections: readProjections }).then(
      (result) => {
        if (isStale) {
          result?.close();
          return;
        }
        read = result;
        const what: Shown =
          result === undefined ? { kind: 'missing' } : { kind: 'read', template: result };
        setShown({ key, what });
      },
      () => {
        if (!isStale) setShown({ key, what: { kind: 'missing' } });
      },
    );
    return () => {
      isStale = true;
      read?.close();
    };
  }, [hub, key, readProjections, template]);
  const what = shown?.key === key ? shown.what : undefined;
  if (what === undefined || what.kind === 'reading') return <p>{templateChoiceText.loading}</p>;
  if (what.kind === 'missing') return <p>{templatesText.missing}</p>;
  if (what.template.body === '') return <p>{templateChoiceText.nothing}</p>;
  return <Text template={what.template} />;
}

const noDocument = new Y.Doc();

function Text(props: { readonly template: ReadTemplate }) {
  const { body, doc } = props.template;
  const markdown = useMarkdown(body, '');
  const resolve = useLinkResolver('');
  return (
    <DocumentImages doc={doc ?? noDocument}>
      <MarkdownView markdown={markdown} resolve={resolve} />
    </DocumentImages>
  );
}
