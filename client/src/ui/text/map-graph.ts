import { plural } from './plural.ts';

/** Of the picture of the map. */
export const mapGraphText = {
  picture: 'The map as a picture. The list and the tree say the same in words.',
  layingOut: 'Being laid out…',
  failed: 'The picture could not be laid out. The list shows the same.',
  toList: 'Open the list',
  collapse: 'Collapse',
  by: {
    none: 'Every component',
    system: 'By system',
    domain: 'By failure domain',
    tag: 'By tag',
  },
  arrange: 'Group by',
  arrangements: { layers: 'Layers', domains: 'Failure domains' },
  outside: 'In no failure domain',
  inFrame: (box: string, frame: string) => `${box}, in ${frame}`,
  collapseOne: (name: string) => `Collapse ${name}`,
  needs: (k: number, n: number) => `${k} of ${n}`,
  needsSome: (groups: string) => `Needs ${groups}`,
  without: (layer: string) => `Other ${layer.toLowerCase()}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  tidy: 'Tidy up',
  tidyHint: 'Lays everything out anew. Only on this device.',
  domains: 'Failure domains…',
  more: 'More',
  svg: 'Save the picture as SVG',
  png: 'Save the picture as PNG',
  file: {
    yaml: 'Save all of the map as YAML',
    backstage: 'Save it for Backstage',
    mef: 'Save it as fault trees (MEF)',
    mermaid: 'Save it as a Mermaid diagram',
  },
  noFile: 'The file could not be made. Reload the page and try again.',
  copyLink: 'Copy a link to this view',
  linkCopied: 'Link copied',
  copyFailed: 'The browser did not allow it. The address bar has the link.',
  svgInstead: 'This browser does not draw it. Save it as SVG instead.',
  noPicture: 'The picture could not be saved',
  undo: 'Undo',
  redo: 'Redo',
  hidden: (count: number) => `${plural(count, 'component is', 'components are')} left out`,
  members: (count: number) => plural(count, 'component', 'components'),
  open: (name: string) => `Open ${name}`,
  closeAll: 'Collapse again',
  fate: { taken: 'taken away', falls: 'goes down', degraded: 'degraded', orphaned: 'nobody left' },
  fateOf: {
    falls: (count: number, all: number) =>
      `${count.toLocaleString('en')} of ${all.toLocaleString('en')} go down`,
    degraded: (count: number, all: number) =>
      `${count.toLocaleString('en')} of ${all.toLocaleString('en')} degraded`,
    orphaned: (count: number, all: number) =>
      `nobody left for ${count.toLocaleString('en')} of ${all.toLocaleString('en')}`,
  },
  onPath: 'on the way',
  box: (name: string, layer: string, finding: string) =>
    finding === '' ? `${name}, ${layer}` : `${name}, ${layer}, ${finding}`,
  connected: (from: string, to: string) => `${from} needs ${to} now`,
  openFirst: (name: string) => `${name} is collapsed. Open it, and draw to one of its components.`,
  line: (from: string, to: string) => `${from} needs ${to}`,
  handle: 'Drag to what it needs',
  details: 'Selected component',
  openPage: 'Open its page',
  close: 'Close',
  causes: 'What takes it down alone',
  showPath: (name: string) => `Show the path to ${name}`,
  legend: {
    title: 'What lines and frames mean',
    lines: {
      hard: 'needs',
      group: 'needs some of several',
      soft: 'worse without',
      'control-plane': 'control plane',
      human: 'a person',
    },
    boxes: {
      strong: 'hidden: redundancy does not help',
      taken: 'taken away',
      falls: 'goes down',
      degraded: 'degraded',
      orphaned: 'nobody left to lead it',
      dim: 'not touched',
    },
  },
  overview: (count: number) =>
    `${count.toLocaleString('en')} boxes from afar. Zoom in to go from one to the next, or open the list.`,
  behind: (count: number) =>
    `${plural(count, 'line runs', 'lines run')} behind a box: there is no way around. Move the boxes apart.`,
  rough: (count: number) =>
    `${plural(count, 'line runs', 'lines run')} straight: there are too many to lead them all around the boxes.`,
  layingLines: 'Lines are still finding their ways.',
  tooMany: (count: number) =>
    `${count.toLocaleString('en')} boxes are more than anybody can read. Collapse, search or filter.`,
} as const;
