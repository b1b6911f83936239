import type { Projections } from '../list-model.ts';
import { templateChoiceText } from '../../ui/text/template-choice.ts';

/** What a new runbook can be made from. */
export type Template =
  | { readonly kind: 'default' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'pattern'; readonly id: string }
  /** A runbook of this workspace that its team offers as a template: its document name. */
  | { readonly kind: 'own'; readonly name: string };

export interface TemplateChoice {
  readonly template: Template;
  readonly title: string;
  readonly detail: string;
}

/** The team's own come first, then the default and the patterns. */
export function templateChoices(
  projections: Projections | undefined,
  patterns: readonly { readonly id: string; readonly title: string }[],
): readonly TemplateChoice[] {
  const own: TemplateChoice[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'runbook' || !projection.template || projection.archived) continue;
    own.push({
      template: { kind: 'own', name },
      title: projection.title,
      detail: templateChoiceText.own,
    });
  }
  return [
    { template: { kind: 'default' }, ...templateChoiceText.default },
    { template: { kind: 'empty' }, ...templateChoiceText.empty },
    ...own.toSorted((a, b) => a.title.localeCompare(b.title)),
    ...patterns.map(({ id, title }): TemplateChoice => ({
      template: { kind: 'pattern', id },
      title,
      detail: templateChoiceText.pattern,
    })),
  ];
}

/** A key for lists and for what is chosen. */
export function templateKey(template: Template): string {
  switch (template.kind) {
    case 'default':
    case 'empty':
      return template.kind;
    case 'pattern':
      return `pattern ${template.id}`;
    case 'own':
      return template.name;
  }
}
