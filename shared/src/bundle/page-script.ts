import { bundleScriptText } from './bundle-text.ts';

/**
 * What makes a bundle quick to use: search, copy buttons, local times. Everything can be read
 * without it. Plain text, since it runs from a file with nothing to load; it touches the page by
 * text nodes and attributes only, never by markup.
 */
export const pageScript = `
'use strict';
(() => {
const words = ${JSON.stringify(bundleScriptText).replaceAll('<', '\\u003c')};
const $ = (id) => document.getElementById(id);
const fill = (text, value) => text.replace('#', () => value);
const make = (tag, text) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
};

function age() {
  const made = Date.parse($('made').dateTime);
  const minutes = Math.floor((Date.now() - made) / 60000);
  if (minutes < -5) return words.ahead;
  const say = ([one, many], count) => (count === 1 ? one : fill(many, String(count)));
  if (minutes < 1) return words.now;
  if (minutes < 60) return say(words.minutes, minutes);
  if (minutes < 48 * 60) return say(words.hours, Math.floor(minutes / 60));
  return say(words.days, Math.floor(minutes / 1440));
}
$('age').textContent = ' (' + age() + ')';

function localTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title = time.textContent;
    const zone = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' };
    time.textContent = at.toLocaleString(undefined, zone);
  }
}
localTimes(document.querySelector('.side'));
localTimes(document.querySelector('.front'));

async function copy(button, text) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(text);
    copied = true;
  } catch {
    const area = make('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    copied = document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.textContent = copied ? words.copied : words.copyFailed;
  setTimeout(() => (button.textContent = words.copy), 2000);
}

function enhance(article) {
  localTimes(article);
  for (const block of article.querySelectorAll('.code')) {
    const button = make('button', words.copy);
    button.type = 'button';
    const text = block.querySelector('pre').textContent;
    button.addEventListener('click', () => copy(button, text));
    block.append(button);
  }
  const print = make('button', words.printOne);
  print.type = 'button';
  print.addEventListener('click', () => {
    document.body.dataset.one = article.dataset.one = '';
    window.print();
    delete document.body.dataset.one;
    delete article.dataset.one;
  });
  article.querySelector('.tools').append(print);
}
const articles = Array.from(document.querySelectorAll('.runbook'));
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    enhance(target);
  }
}, { rootMargin: '1200px' });
for (const article of articles) near.observe(article);

let index;
function readIndex() {
  index ??= articles.map((article) => {
    const title = article.querySelector('h2').textContent;
    const names = article.querySelector('.facts').textContent;
    const text = (article.querySelector('.text') ?? article).textContent.replace(/\\s+/g, ' ');
    return {
      id: article.id, title, text,
      lowTitle: title.toLowerCase(), lowNames: names.toLowerCase(), lowText: text.toLowerCase(),
    };
  });
  return index;
}

const starts = (text, word) => {
  const at = text.indexOf(word);
  return at === 0 || (at > 0 && /[^\\p{L}\\p{N}]/u.test(text[at - 1]));
};
function score(entry, wanted) {
  let sum = 0;
  for (const word of wanted) {
    const { lowTitle, lowNames, lowText } = entry;
    if (lowTitle.includes(word)) sum += starts(lowTitle, word) ? 40 : 25;
    else if (lowNames.includes(word)) sum += starts(lowNames, word) ? 20 : 12;
    else if (lowText.includes(word)) sum += starts(lowText, word) ? 4 : 2;
    else return 0;
  }
  return sum;
}
function find(wanted) {
  const hits = [];
  for (const entry of readIndex()) {
    const points = score(entry, wanted);
    if (points > 0) hits.push({ entry, points });
  }
  return hits.sort((a, b) => b.points - a.points);
}

let vocabulary;
function readVocabulary() {
  if (vocabulary) return vocabulary;
  vocabulary = new Set();
  const where = '.runbook h2, .runbook h3, .runbook h4, .runbook .facts dd, .runbook :not(pre) > code';
  for (const { textContent } of document.querySelectorAll(where)) {
    for (const part of textContent.split(/[^\\p{L}\\p{N}]+/u)) {
      if (part.length > 3) vocabulary.add(part.toLowerCase());
      for (const word of part.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(' ')) {
        if (word.length > 3) vocabulary.add(word.toLowerCase());
      }
    }
  }
  return vocabulary;
}
/** Letters wrong, missing, doubled or swapped between two words; more than most counts as most + 1. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    before = last;
    last = row;
  }
  return Math.min(last[b.length], most + 1);
}
function similar(word) {
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best;
  let least = most + 1;
  for (const known of readVocabulary()) {
    const away = Math.min(distance(word, known, most), distance(word, known.slice(0, word.length), most));
    if (away < least) [best, least] = [known, away];
  }
  return best;
}

const shown = 60;
const field = $('query');
const results = $('results');
const status = $('found');
const contents = $('contents');

function marked(text, wanted) {
  const piece = make('span');
  const low = text.toLowerCase();
  let at = 0;
  while (at < text.length) {
    let next = -1;
    let length = 0;
    for (const word of wanted) {
      const found = low.indexOf(word, at);
      if (found >= 0 && (next < 0 || found < next || (found === next && word.length > length))) {
        [next, length] = [found, word.length];
      }
    }
    if (next < 0) break;
    piece.append(text.slice(at, next), make('mark', text.slice(next, next + length)));
    at = next + length;
  }
  piece.append(text.slice(at));
  return piece;
}
function excerpt(entry, wanted) {
  const places = wanted.map((word) => entry.lowText.indexOf(word)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...places, entry.text.length) - 50);
  const start = places.length === 0 ? 0 : from;
  const text = entry.text.slice(start, start + 160);
  return (start > 0 ? '…' : '') + text + (start + 160 < entry.text.length ? '…' : '');
}
function search() {
  const query = field.value.trim().toLowerCase();
  const isOn = query !== '';
  contents.hidden = isOn;
  results.hidden = !isOn;
  results.replaceChildren();
  if (!isOn) { status.textContent = ''; return; }
  let wanted = query.split(/\\s+/);
  let hits = find(wanted);
  let said = '';
  if (hits.length === 0) {
    const known = (word) => readIndex().some((entry) => score(entry, [word]) > 0);
    const other = wanted.map((word) => (known(word) ? word : similar(word)));
    if (!other.includes(undefined)) {
      const found = find(other);
      if (found.length > 0) {
        said = fill(words.similar, other.join(' '));
        [hits, wanted] = [found, other];
      }
    }
  }
  const count = hits.length === 1 ? words.one : fill(words.many, String(hits.length));
  if (said === '') said = hits.length === 0 ? words.none : count;
  if (hits.length > shown) said += '. ' + fill(words.more, String(shown));
  status.textContent = said;
  for (const { entry } of hits.slice(0, shown)) {
    const item = make('li');
    const link = make('a');
    link.href = '#' + entry.id;
    const text = marked(excerpt(entry, wanted), wanted);
    text.className = 'found-text';
    link.append(marked(entry.title, wanted), text);
    item.append(link);
    results.append(item);
  }
}
let waiting;
field.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 60);
});
field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') { field.value = ''; search(); }
  if (event.key === 'Enter' && !event.isComposing) {
    clearTimeout(waiting);
    search();
    const first = results.querySelector('a');
    if (first) first.click();
  }
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: 'nearest' });
});
document.querySelector('.search').hidden = false;
})();
`;
