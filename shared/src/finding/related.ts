import type { DocumentName } from '../protocol/names.ts';
import type { RunbookProjection } from '../model/projection.ts';
import type { AlikeDocument } from './alike.ts';

/** Why two runbooks belong together. */
export interface RelatedReason {
  readonly kind: 'links-to' | 'linked-from' | 'alerts' | 'components' | 'tags' | 'owners' | 'words';
  /** What they share; empty for links. */
  readonly items: readonly string[];
}

export interface RelatedRunbook {
  readonly doc: DocumentName;
  readonly title: string;
  /** Strongest first; likeness of words last. */
  readonly reasons: readonly RelatedReason[];
}

export interface RelatedRequest {
  readonly doc: DocumentName;
  readonly runbooks: ReadonlyMap<DocumentName, RunbookProjection>;
  /** Of the search index; see `alikeDocuments`. */
  readonly alike: readonly AlikeDocument[];
  /** The runbook to which a link leads, as written in the text that came from `sourcePath`. */
  readonly resolve: (link: string, sourcePath: string) => DocumentName | undefined;
  readonly limit: number;
}

const shares = [
  { kind: 'alerts', weight: 4 },
  { kind: 'components', weight: 3 },
  { kind: 'tags', weight: 1.2 },
  { kind: 'owners', weight: 0.6 },
] as const;
const linkWeight = 5;
const likenessWeight = 4;
/** One owner or one common tag alone is no reason to look. */
const leastScore = 0.6;

/**
 * Runbooks to look at beside this one, closest first: those it links to and that link to it, those
 * about the same alerts, components, tags and owners (what many share says little), and those whose
 * text is much alike. Archived ones are left out.
 */
export function relatedRunbooks(request: RelatedRequest): readonly RelatedRunbook[] {
  const { doc, runbooks, alike } = request;
  const own = runbooks.get(doc);
  if (own === undefined) return [];
  const counts = countShared(own, runbooks);
  const out = linkedFrom(doc, own, request);
  const likenesses = new Map(alike.map((one) => [one.doc, one]));
  const found: { readonly related: RelatedRunbook; readonly score: number }[] = [];
  for (const [other, runbook] of runbooks) {
    if (other === doc || runbook.archived) continue;
    const reasons: { readonly reason: RelatedReason; readonly score: number }[] = [];
    if (out.has(other))
      reasons.push({ reason: { kind: 'links-to', items: [] }, score: linkWeight });
    if (linkedFrom(other, runbook, request).has(doc)) {
      reasons.push({ reason: { kind: 'linked-from', items: [] }, score: linkWeight });
    }
    for (const { kind, weight } of shares) {
      const items = own[kind].filter((item) => runbook[kind].includes(item));
      if (items.length === 0) continue;
      const score = items.reduce(
        (sum, item) => sum + weight / Math.log2(1 + (counts[kind].get(item) ?? 1)),
        0,
      );
      reasons.push({ reason: { kind, items }, score });
    }
    const like = likenesses.get(other);
    if (like !== undefined) {
      const reason = { kind: 'words', items: like.words } as const;
      reasons.push({ reason, score: like.likeness * likenessWeight });
    }
    const score = reasons.reduce((sum, one) => sum + one.score, 0);
    if (score < leastScore) continue;
    // What people said of both tells more than the words that they happen to share.
    const strongest = reasons
      .toSorted((a, b) => isGuess(a.reason) - isGuess(b.reason) || b.score - a.score)
      .map(({ reason }) => reason);
    found.push({ related: { doc: other, title: runbook.title, reasons: strongest }, score });
  }
  return found
    .toSorted((a, b) => b.score - a.score || (a.related.doc < b.related.doc ? -1 : 1))
    .slice(0, request.limit)
    .map(({ related }) => related);
}

function isGuess({ kind }: RelatedReason): number {
  return kind === 'words' ? 1 : 0;
}

type Counts = Readonly<Record<(typeof shares)[number]['kind'], ReadonlyMap<string, number>>>;

/** How many runbooks have each thing that this one has. */
function countShared(
  own: RunbookProjection,
  runbooks: ReadonlyMap<DocumentName, RunbookProjection>,
): Counts {
  const counts = {
    alerts: new Map(own.alerts.map((item) => [item, 0])),
    components: new Map(own.components.map((item) => [item, 0])),
    tags: new Map(own.tags.map((item) => [item, 0])),
    owners: new Map(own.owners.map((item) => [item, 0])),
  };
  for (const runbook of runbooks.values()) {
    for (const { kind } of shares) {
      for (const item of runbook[kind]) {
        const count = counts[kind].get(item);
        if (count !== undefined) counts[kind].set(item, count + 1);
      }
    }
  }
  return counts;
}

/** The runbooks to which one links. */
function linkedFrom(
  doc: DocumentName,
  runbook: RunbookProjection,
  { resolve, runbooks }: RelatedRequest,
): ReadonlySet<DocumentName> {
  const targets = new Set<DocumentName>();
  for (const link of runbook.links) {
    const target = resolve(link, runbook.sourcePath);
    if (target !== undefined && target !== doc && runbooks.has(target)) targets.add(target);
  }
  return targets;
}
