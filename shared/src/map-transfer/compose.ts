import {
  createDraft,
  danglingText,
  type DraftBuilder,
  isRecord,
  listOf,
  type MapDraft,
  type Place,
  recordOf,
  type SourceFile,
  wordText,
} from './draft.ts';
import { readYaml, type YamlDocument } from './yaml-source.ts';

/** Does a document look like a Compose file? Services that run or build something. */
export function isCompose(value: unknown): boolean {
  return (
    isRecord(value) &&
    isRecord(value['services']) &&
    value['apiVersion'] === undefined &&
    Object.values(value['services']).some(
      (one) => isRecord(one) && ('image' in one || 'build' in one || 'depends_on' in one),
    )
  );
}

const from = 'compose';

/**
 * Reads Compose files. Services become components that need the services they depend on, link to,
 * or share the network of; several replicas of one service are still one component, on one host.
 */
export function readCompose(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft(from);
  for (const file of files) {
    const { documents, notes } = readYaml(file);
    draft.notes.push(...notes);
    for (const document of documents) addProject(draft, file, document);
  }
  return draft.done();
}

function addProject(draft: DraftBuilder, file: SourceFile, document: YamlDocument): void {
  const root = recordOf(document.value);
  const services = recordOf(root['services']);
  // Files of one project, such as an override, speak of the same services.
  const project = wordText(root['name']) ?? folderOf(file.path);
  const refOf = (name: string): string => (project === '' ? name : `${project}/${name}`);
  for (const [name, value] of Object.entries(services)) {
    const said = recordOf(value);
    const line = document.lineOf(['services', name]);
    const place: Place = { file: file.path, line, commit: file.commit };
    const image = wordText(said['image']);
    const id = draft.add('components', refOf(name), place, {
      name: wordText(name) ?? name,
      layer: 'software',
      type: 'container',
      system: project === '' ? undefined : project,
      description: image === undefined ? undefined : `Image ${image}`,
    });
    for (const [to, how] of needsOf(said)) {
      const isThere = to in services || draft.has('components', refOf(to));
      if (!isThere) draft.note('dangling', place, danglingText(name, how, to));
      draft.need(id, draft.idOf('components', refOf(to)), place);
    }
  }
}

function folderOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

function needsOf(said: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const depends = said['depends_on'];
  const names = isRecord(depends) ? Object.keys(depends) : listOf(depends);
  const found = new Map<string, string>();
  const add = (name: unknown, how: string): void => {
    const to = wordText(name);
    if (to !== undefined && !found.has(to)) found.set(to, how);
  };
  for (const name of names) add(name, 'depends on');
  for (const link of listOf(said['links'])) add(String(link).split(':')[0], 'links to');
  for (const one of listOf(said['volumes_from']))
    add(String(one).split(':')[0], 'has the volumes of');
  const network = said['network_mode'];
  if (typeof network === 'string' && network.startsWith('service:')) {
    add(network.slice('service:'.length), 'shares the network of');
  }
  return [...found];
}
