// <finsam-program> and <finsam-fraga>: our programme and our question box on anybody's page.
//
//   <script type="module" src="https://SITE/embed/finsam.js"></script>
//   <finsam-program antal="5"><a href="https://SITE/">Programmet</a></finsam-program>
//
// What stands inside an element is what is seen until there is something better: without script, or
// where we cannot be reached. Nothing is stored and nobody is followed. No markup is ever made of text
// that was fetched, and styles are adopted sheets, so that a page may forbid inline script and style and
// demand Trusted Types; it has to allow this script's address in script-src, and the saved queries beside
// it (docs/formats.md) in connect-src.

const here = new URL('.', import.meta.url);
const QUERIES = new URL('../q/', here);

/** After so long what is shown is fetched anew when somebody looks at the page again. */
const FRESH_MS = 5 * 60 * 1000;

/** A question that has no answer by then has none. */
const PATIENCE_MS = 15_000;

/** What any element may have. */
const COMMON = /^(class|id|style|slot|hidden|lang|dir|title|part|role|tabindex|(data|aria)-.*)$/;

const ZONE = 'Europe/Stockholm';

const STATUS = {
  CANCELLED: 'Inställt',
  POSTPONED: 'Uppskjutet',
  MOVED: 'Flyttat',
  MOVED_ONLINE: 'Flyttat till nätet',
};

const SHEET = sheet(`
:host { display: block; margin-block: 0 1.5em; color: inherit; font: var(--finsam-font, inherit); line-height: 1.5;
  --line: var(--finsam-line, color-mix(in srgb, currentColor 28%, transparent));
  --quiet: var(--finsam-quiet, currentColor); --accent: var(--finsam-accent, currentColor); }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
h2, h3, h4, h5, h6 { font: inherit; font-weight: 700; font-size: 1.2em; margin: 0 0 .5em; }
ul.list { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
ul.list > li { padding: .75em 0; border-bottom: 1px solid var(--line); }
a { color: var(--accent); overflow-wrap: anywhere; }
.title { font-weight: 600; display: inline-block; padding: .15em 0; }
.when, .where, .who, .sources { color: var(--quiet); }
.when, .where, .who { display: block; }
.status { font-weight: 700; }
.status::after { content: ". "; }
p { margin: 0 0 .75em; }
form { display: flex; flex-wrap: wrap; gap: .5em; margin: 0 0 1em; }
label { flex: 1 0 100%; }
input, button { font: inherit; min-height: 2.75em; padding: .4em .75em; color: inherit;
  border: 1px solid var(--finsam-control, currentColor); border-radius: var(--finsam-radius, .25em); }
input { flex: 1 1 12em; min-width: 0; background: transparent; }
button { cursor: pointer; background: transparent; }
button.ask { font-weight: 600; }
.answer ul { margin: 0 0 .75em; padding-left: 1.25em; }
.answer ul.further { display: flex; flex-wrap: wrap; gap: .5em; padding: 0; margin: .75em 0 0; list-style: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`);

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/** An element with attributes and children; text is text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== ''));
  return made;
}

/** A link, if it leads to a page; otherwise what it would say. */
function link(address, text, attributes = {}) {
  let url;
  try {
    url = new URL(address, here);
  } catch {
    return element('span', attributes, text);
  }
  const leads = url.protocol === 'https:' || url.protocol === 'http:';
  return leads ? element('a', { ...attributes, href: url.href }, text) : element('span', attributes, text);
}

/** The answer to a saved query; parameters without a value are none. */
async function ask(name, parameters, signal) {
  const address = new URL(`${name}.json`, QUERIES);
  for (const [key, value] of Object.entries(parameters)) {
    if (value) address.searchParams.set(key, value);
  }
  // Without credentials, and simple enough that the browser asks nothing in advance.
  const response = await fetch(address, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: { accept: 'application/json' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  });
  const { data, detail, extensions } = await response.json();
  if (!data) throw new Error(detail ?? `no data (${response.status})`);
  return { data, stale: extensions?.stale?.length > 0 };
}

const format = (options) => new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, ...options });
const DAY = format({ weekday: 'long', day: 'numeric', month: 'long' });
const DAY_AND_YEAR = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const HOUR = format({ hour: 'numeric', minute: '2-digit' });
const DATE = format({ year: 'numeric', month: '2-digit', day: '2-digit' });

/** "8.00", as clocks are written in Swedish. */
const clock = (instant) => HOUR.format(instant).replace(':', '.');

/** "torsdag 5 juli kl. 8.00–8.50"; a day only, where no more is known. */
function when({ date, startsAt, endsAt }) {
  const start = startsAt && new Date(startsAt);
  const day = start ?? new Date(`${date}T12:00:00Z`);
  const today = DATE.format(new Date());
  const isThisYear = DATE.format(day).slice(0, 4) === today.slice(0, 4);
  const said = (isThisYear ? DAY : DAY_AND_YEAR).format(day);
  const named = DATE.format(day) === today ? `i dag, ${said}` : said;
  if (!start) return { datetime: date, text: named };
  const end = endsAt && new Date(endsAt);
  if (end && DATE.format(end) !== DATE.format(start)) {
    return { datetime: startsAt, text: `${named} kl. ${clock(start)} – ${DAY.format(end)} kl. ${clock(end)}` };
  }
  const hours = end ? `${clock(start)}–${clock(end)}` : clock(start);
  return { datetime: startsAt, text: `${named} kl. ${hours}` };
}

/** What both have: what is inside stays until there is something better, and again when there is not. */
class FinsamElement extends HTMLElement {
  #stop;
  #planned = false;

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [SHEET];
      this.shadowRoot.append(element('slot'));
    }
    this.#stop = new AbortController();
    this.#plan();
    document.addEventListener('visibilitychange', () => this.looked(), { signal: this.#stop.signal });
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  attributeChangedCallback() {
    if (this.#stop && !this.#stop.signal.aborted) this.#plan();
  }

  /** Several attributes set at once are one change. */
  #plan() {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (!this.isConnected) return;
      this.proofread();
      this.begin(this.#stop.signal);
    });
  }

  get signal() {
    return this.#stop.signal;
  }

  looked() {}

  /** Tells whoever writes the page what is not understood; who reads it sees what there is. */
  warn(text) {
    console.warn(`<${this.localName}>: ${text}`);
  }

  /** Says so where an attribute is a slip of the pen. */
  proofread() {
    const known = this.constructor.observedAttributes;
    for (const { name } of this.attributes) {
      if (!known.includes(name) && !COMMON.test(name)) this.warn(`there is no attribute "${name}" here; there is ${known.join(', ')}`);
    }
  }

  failed(error) {
    const why = `${error.message ?? error} (${QUERIES.origin})`;
    this.warn(why);
    this.dispatchEvent(new CustomEvent('finsam-error', { detail: why, bubbles: true }));
  }

  show(...children) {
    this.shadowRoot.replaceChildren(...children);
  }

  /** The heading that the page's author wants, at the level that fits there. */
  heading(otherwise) {
    const text = this.getAttribute('rubrik') ?? otherwise;
    const level = Math.min(6, Math.max(2, Number.parseInt(this.getAttribute('niva') ?? '2', 10) || 2));
    return text ? element(`h${level}`, { part: 'heading' }, text) : undefined;
  }
}

class FinsamProgram extends FinsamElement {
  static observedAttributes = ['antal', 'visa', 'organisation', 'person', 'begrepp', 'projekt', 'serie', 'webbplats', 'rubrik', 'niva'];
  #fetchedAt = 0;

  /** Which saved query, and its parameters. */
  wanted() {
    const queries = { idag: 'today', vecka: 'week', kommande: 'upcoming' };
    const shows = this.getAttribute('visa') ?? 'kommande';
    if (!Object.hasOwn(queries, shows)) this.warn(`visa="${shows}" is not one of ${Object.keys(queries).join(', ')}`);
    const wants = this.getAttribute('antal') ?? '5';
    const first = Math.min(50, Math.max(1, Number.parseInt(wants, 10) || 5));
    if (String(first) !== wants.trim()) this.warn(`antal="${wants}" is not a number from 1 to 50; ${first} is taken`);
    const names = { organisation: 'organisation', person: 'person', begrepp: 'term', projekt: 'initiative', serie: 'series', webbplats: 'site' };
    const parameters = Object.entries(names).map(([attribute, name]) => [name, this.getAttribute(attribute)]);
    const query = Object.hasOwn(queries, shows) ? queries[shows] : 'upcoming';
    return [query, { first, ...Object.fromEntries(parameters) }];
  }

  looked() {
    if (!document.hidden && Date.now() - this.#fetchedAt > FRESH_MS) this.begin(this.signal);
  }

  async begin(signal) {
    this.#fetchedAt = Date.now();
    try {
      const { data, stale } = await ask(...this.wanted(), signal);
      if (!data.seminars) throw new Error('no list');
      this.write(data.seminars.nodes, stale);
    } catch (error) {
      if (signal.aborted) return;
      // What was shown before stands; at first it is what the page's author put inside.
      this.failed(error);
    }
  }

  write(seminars, stale) {
    const children = [this.heading('Program')];
    if (seminars.length === 0) {
      children.push(element('p', { part: 'empty' }, 'Inget är inlagt just nu.'));
    } else {
      children.push(element('ul', { class: 'list', part: 'list' }, ...seminars.map(item)));
    }
    if (stale) children.push(element('p', { part: 'stale' }, 'En del kan ha ändrats: alla källor nås inte just nu.'));
    this.show(...children.filter(Boolean));
  }
}

function item(seminar) {
  const { title, url, status, statusNote, attendance, venue } = seminar;
  const { datetime, text } = when(seminar);
  const place = [venue?.name, venue?.city].filter(Boolean).join(', ');
  const where = attendance === 'ONLINE' ? 'på nätet' : attendance === 'MIXED' ? [place, 'på nätet'].filter(Boolean).join(' och ') : place;
  return element(
    'li',
    { part: 'item' },
    STATUS[status] && element('span', { class: 'status', part: 'status' }, STATUS[status]),
    link(url, title, { class: 'title', part: 'title' }),
    element('span', { class: 'when', part: 'when' }, element('time', { datetime }, text)),
    where && element('span', { class: 'where', part: 'where' }, where),
    STATUS[status] && statusNote && element('span', { class: 'who' }, statusNote),
  );
}

class FinsamFraga extends FinsamElement {
  static observedAttributes = ['rubrik', 'niva', 'exempel'];
  #context;
  #asking;

  begin() {
    this.#context = undefined;
    const input = element('input', { id: 'q', name: 'q', maxlength: 500, autocomplete: 'off', required: '', enterkeyhint: 'search' });
    const example = this.getAttribute('exempel') ?? 'vad händer i veckan?';
    const form = element(
      'form',
      { part: 'form' },
      element('label', { for: 'q' }, `Ställ en fråga, till exempel ”${example}”`),
      input,
      element('button', { class: 'ask', part: 'button' }, 'Fråga'),
    );
    const answer = element('div', { class: 'answer', part: 'answer', role: 'status' });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.ask(input.value.trim(), answer, input);
    });
    this.show(...[this.heading('Fråga'), form, answer].filter(Boolean));
  }

  async ask(question, answer, input) {
    if (!question) return;
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    answer.setAttribute('aria-busy', 'true');
    try {
      const signal = AbortSignal.any([asking.signal, this.signal]);
      const { data, stale } = await ask('ask', { question, context: this.#context }, signal);
      if (!data.ask) throw new Error('no answer');
      this.#context = data.ask.context;
      const further = (text) => {
        const button = element('button', { type: 'button', part: 'suggestion' }, text);
        button.addEventListener('click', () => {
          input.value = text;
          this.ask(text, answer, input);
        });
        return element('li', {}, button);
      };
      answer.replaceChildren(
        ...blocks(data.ask.text),
        ...sources(data.ask.citations),
        ...(stale ? [element('p', {}, 'En del kan ha ändrats: alla källor nås inte just nu.')] : []),
        ...(data.ask.suggestions.length ? [element('ul', { class: 'further', 'aria-label': 'Fråga vidare' }, ...data.ask.suggestions.map(further))] : []),
      );
    } catch (error) {
      if (asking.signal.aborted || this.signal.aborted) return;
      answer.replaceChildren(element('p', {}, 'Det går inte att få svar just nu. Försök igen om en stund.'));
      this.failed(error);
    } finally {
      if (this.#asking === asking) answer.removeAttribute('aria-busy');
    }
  }
}

function sources(citations) {
  if (citations.length === 0) return [];
  const said = citations.flatMap(({ title, url, publisher, date }, n) => [
    n > 0 ? '; ' : '',
    url ? link(url, title) : title,
    `, ${[publisher, date].filter(Boolean).join(', ')}`,
  ]);
  return [element('p', { class: 'sources', part: 'sources' }, citations.length > 1 ? 'Källor: ' : 'Källa: ', ...said)];
}

/** The Markdown that answers are written in (paragraphs, lists, bold, links), as elements. */
function blocks(markdown) {
  const made = [];
  for (const block of markdown.split(/\n{2,}/)) {
    let list;
    let paragraph;
    for (const line of block.split('\n')) {
      const point = /^\s*(?:[-*•]|\d+\.)\s+(.*)$/.exec(line);
      if (point) {
        paragraph = undefined;
        if (!list) made.push((list = element('ul')));
        list.append(element('li', {}, ...spans(point[1])));
      } else if (line.trim()) {
        list = undefined;
        if (paragraph) paragraph.append(element('br'), ...spans(line));
        else made.push((paragraph = element('p', {}, ...spans(line))));
      }
    }
  }
  return made;
}

function spans(text) {
  const made = [];
  const marks = /\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\(([^)\s]+)\)|<(https?:[^>\s]+)>|\\([!-/:-@[-`{-~])/g;
  let end = 0;
  for (const { 0: whole, 1: bold, 2: slanted, 3: name, 4: address, 5: bare, 6: escaped, index } of text.matchAll(marks)) {
    made.push(text.slice(end, index));
    if (bold) made.push(element('strong', {}, ...spans(bold)));
    else if (slanted) made.push(element('em', {}, ...spans(slanted)));
    else if (name) made.push(link(address, name));
    else if (bare) made.push(link(bare, bare));
    else made.push(escaped);
    end = index + whole.length;
  }
  made.push(text.slice(end));
  return made;
}

for (const [name, kind] of [['finsam-program', FinsamProgram], ['finsam-fraga', FinsamFraga]]) {
  if (!customElements.get(name)) customElements.define(name, kind);
}
