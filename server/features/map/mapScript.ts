/**
 * Draws the map on a canvas. While it is moved, the links are a picture that is shifted and scaled; they are drawn anew once it rests. So thousands of links cost a frame no more than one picture.
 */
export const script = `
const form = document.querySelector('form');
const canvas = document.querySelector('canvas');
const tip = document.querySelector('.tip');
const context = canvas.getContext('2d');
const behind = document.createElement('canvas');
const [X, Y, FOLDER, FROM, TO, FAULTS, ORPHAN, TITLE, PATH, ROOT] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
let nodes = [], links = [], near = [], active = -1, chosen = -1, over = -1, items = [];
let view = { x: 0, y: 0, scale: 1 }, drawnAt, palette = {}, ratio = 1, asked = 0, rest = 0, isFitted = false;
const folders = new Set();

const read = () => {
  const data = JSON.parse(main.querySelector('script').textContent);
  const before = nodes[chosen]?.[PATH];
  ({ nodes, links, active } = data);
  near = nodes.map(() => []);
  links.forEach((n, i) => near[n].push(links[i ^ 1]));
  chosen = nodes.findIndex(node => node[PATH] === before);
  over = -1;
  canvas.setAttribute('aria-label', data.said);
  items = [...main.querySelectorAll('.chapter')];
  narrow();
  if (!isFitted) fit();
  else if (active >= 0 && !isSeen(active)) center(active);
  redraw();
};

const radius = node => 2.5 + Math.sqrt(node[FROM] + node[TO]) * 0.7;
const onScreen = node => [(node[X] - view.x) * view.scale + canvas.clientWidth / 2, (node[Y] - view.y) * view.scale + canvas.clientHeight / 2];
const isSeen = n => {
  const [x, y] = onScreen(nodes[n]);
  return x > 20 && y > 20 && x < canvas.clientWidth - 20 && y < canvas.clientHeight - 20;
};
const center = n => { view = { ...view, x: nodes[n][X], y: nodes[n][Y] }; };
const fit = () => {
  if (nodes.length === 0 || canvas.clientWidth === 0) return;
  const [xs, ys] = [nodes.map(node => node[X]), nodes.map(node => node[Y])];
  const [left, right, high, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((canvas.clientWidth - 60) / Math.max(right - left, 60), (canvas.clientHeight - 60) / Math.max(low - high, 60), 3);
  view = { x: (left + right) / 2, y: (high + low) / 2, scale };
  isFitted = true;
};

/* What the reader has chosen to see: the others stay, faintly. */
const marks = () => [...form.querySelectorAll('[name=mark]:checked')].map(({ value }) => value);
const isMarked = (node, mark) => mark === 'orphan' ? node[ORPHAN] : mark === 'end' ? node[TO] === 0 : node[FAULTS] > 0;
let isShown = () => true;
const narrow = () => {
  const [wanted, chosenMarks] = [form.search.value.trim().toLowerCase(), marks()];
  const folderOf = new Map(items.map(item => [+item.dataset.n, item.closest('ul').dataset.of]));
  const shown = nodes.map((node, n) =>
    (wanted === '' || node[TITLE].toLowerCase().includes(wanted) || node[PATH].toLowerCase().includes(wanted)) &&
    (chosenMarks.length === 0 || chosenMarks.some(mark => isMarked(node, mark))) &&
    (folders.size === 0 || folders.has(folderOf.get(n))));
  isShown = n => shown[n];
  for (const item of items) {
    item.parentElement.hidden = !shown[+item.dataset.n];
    item.classList.toggle('here', +item.dataset.n === active);
    item.classList.toggle('chosen', +item.dataset.n === chosen);
  }
  for (const list of main.querySelectorAll('ul')) list.previousElementSibling.hidden = folders.size === 0 && !list.querySelector('li:not([hidden])');
  for (const folder of main.querySelectorAll('.folder')) folder.setAttribute('aria-pressed', folders.has(folder.dataset.folder));
};

const takeColors = () => {
  const probe = document.createElement('i');
  document.body.append(probe);
  const color = name => { probe.style.color = 'var(' + name + ')'; return getComputedStyle(probe).color; };
  palette = { folders: Array.from({ length: 12 }, (_, i) => color('--f' + i)), text: color('--text'), back: color('--back'), fault: color('--fault'), focus: color('--focus') };
  palette.font = getComputedStyle(document.body).fontFamily;
  probe.remove();
};

/* All links, behind everything else; those of the chosen chapter come over them. */
const drawLinks = () => {
  const size = [canvas.width, canvas.height];
  [behind.width, behind.height] = size;
  const pen = behind.getContext('2d');
  pen.scale(ratio, ratio);
  pen.strokeStyle = palette.text;
  pen.globalAlpha = chosen >= 0 || folders.size > 0 || form.search.value !== '' || marks().length > 0 ? 0.05 : Math.max(0.08, Math.min(0.3, 600 / (links.length + 1)));
  pen.lineWidth = 0.8;
  pen.beginPath();
  const at = nodes.map(onScreen);
  for (let i = 0; i < links.length; i += 2) {
    const [[x, y], [u, v]] = [at[links[i]], at[links[i + 1]]];
    if ((x < 0 && u < 0) || (y < 0 && v < 0) || (x > canvas.clientWidth && u > canvas.clientWidth) || (y > canvas.clientHeight && v > canvas.clientHeight)) continue;
    pen.moveTo(x, y);
    pen.lineTo(u, v);
  }
  pen.stroke();
  drawnAt = { ...view };
};

const shape = (pen, node, x, y, r) => {
  pen.beginPath();
  if (node[TO] === 0) pen.rect(x - r, y - r, 2 * r, 2 * r);
  else pen.arc(x, y, r, 0, 7);
};

const draw = () => {
  asked = 0;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (width === 0) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    drawnAt = undefined;
  }
  if (!drawnAt) drawLinks();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const zoom = view.scale / drawnAt.scale;
  const [dx, dy] = [(drawnAt.x - view.x) * view.scale * ratio, (drawnAt.y - view.y) * view.scale * ratio];
  context.drawImage(behind, canvas.width / 2 * (1 - zoom) + dx, canvas.height / 2 * (1 - zoom) + dy, canvas.width * zoom, canvas.height * zoom);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const lit = over >= 0 ? over : chosen;
  const around = lit >= 0 ? new Set([lit, ...near[lit]]) : undefined;
  if (lit >= 0) {
    context.strokeStyle = palette.folders[nodes[lit][FOLDER]];
    context.lineWidth = 1.2;
    context.beginPath();
    const [x, y] = onScreen(nodes[lit]);
    for (const other of near[lit]) { context.moveTo(x, y); context.lineTo(...onScreen(nodes[other])); }
    context.stroke();
  }
  const grow = Math.max(0.6, Math.min(2, Math.sqrt(view.scale)));
  const labelled = [];
  nodes.forEach((node, n) => {
    const [x, y] = onScreen(node);
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
    const r = radius(node) * grow;
    const isFaint = !isShown(n) || (around && !around.has(n));
    context.globalAlpha = isFaint ? 0.18 : 1;
    shape(context, node, x, y, r);
    context.fillStyle = node[ORPHAN] ? palette.back : palette.folders[node[FOLDER]];
    context.fill();
    context.lineWidth = node[ORPHAN] ? 2 : 1;
    context.strokeStyle = node[ORPHAN] ? palette.folders[node[FOLDER]] : palette.back;
    context.stroke();
    const ring = n === active ? palette.focus : node[FAULTS] > 0 ? palette.fault : undefined;
    if (ring) {
      shape(context, node, x, y, r + (n === active ? 4 : 1.5));
      context.lineWidth = n === active ? 2.5 : 1.5;
      context.strokeStyle = ring;
      context.stroke();
    }
    if (!isFaint) labelled.push([n, x, y, r]);
  });
  context.globalAlpha = 1;
  label(labelled, lit);
};

/* Names, the most linked ones first, wherever there is room. */
const label = (candidates, lit) => {
  const weight = n => (n === lit ? 1e9 : n === active ? 1e8 : nodes[n][FROM] + nodes[n][TO]);
  const taken = [];
  context.font = '12px ' + palette.font;
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = palette.back;
  context.fillStyle = palette.text;
  candidates.sort((a, b) => weight(b[0]) - weight(a[0]));
  let count = 0;
  for (const [n, x, y, r] of candidates.slice(0, 300)) {
    if (count >= 50) break;
    const title = nodes[n][TITLE].length > 28 ? nodes[n][TITLE].slice(0, 27) + '…' : nodes[n][TITLE];
    const box = [x + r + 3, y - 8, x + r + 3 + title.length * 9, y + 8];
    if (taken.some(other => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    count++;
    context.strokeText(title, box[0], y);
    context.fillText(title, box[0], y);
  }
};

const soon = () => { asked ||= requestAnimationFrame(draw); };
const redraw = () => { drawnAt = undefined; soon(); };
/* Moved: the links follow as a picture, and are drawn anew when the hand rests. */
const moved = () => {
  soon();
  clearTimeout(rest);
  rest = setTimeout(redraw, 120);
};

const at = ({ offsetX, offsetY }) => {
  let [best, distance] = [-1, 14];
  nodes.forEach((node, n) => {
    const [x, y] = onScreen(node);
    const far = Math.hypot(x - offsetX, y - offsetY) - radius(node);
    if (far < distance && isShown(n)) [best, distance] = [n, far];
  });
  return best;
};
const point = (n, event) => {
  canvas.classList.toggle('over', n >= 0);
  tip.hidden = n < 0;
  if (n >= 0) {
    const item = items.find(one => +one.dataset.n === n);
    tip.textContent = (item?.ariaLabel ?? '').split('. ').join('\\n') + '\\n' + nodes[n][PATH];
    const left = event.offsetX + 16 + tip.offsetWidth > canvas.clientWidth ? event.offsetX - 16 - tip.offsetWidth : event.offsetX + 16;
    tip.style.left = Math.max(0, left) + 'px';
    tip.style.top = Math.max(0, Math.min(event.offsetY + 12, canvas.clientHeight - tip.offsetHeight)) + 'px';
  }
  if (n !== over) { over = n; soon(); }
};
const choose = (n, inList) => {
  chosen = n;
  narrow();
  if (n >= 0 && !isSeen(n)) center(n);
  const item = items.find(one => +one.dataset.n === n);
  if (item && !inList) item.scrollIntoView({ block: 'nearest' });
  redraw();
};
const go = n => n >= 0 && post({ go: [nodes[n][ROOT], nodes[n][PATH]] });
const zoom = (factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
  const scale = Math.max(0.03, Math.min(8, view.scale * factor));
  const [dx, dy] = [x - canvas.clientWidth / 2, y - canvas.clientHeight / 2];
  view = { x: view.x + dx / view.scale - dx / scale, y: view.y + dy / view.scale - dy / scale, scale };
  moved();
};

let held;
canvas.onpointerdown = event => {
  held = { x: event.offsetX, y: event.offsetY, view, isMoved: false };
  canvas.setPointerCapture(event.pointerId);
};
canvas.onpointermove = event => {
  if (!held) return point(at(event), event);
  const [dx, dy] = [event.offsetX - held.x, event.offsetY - held.y];
  held.isMoved ||= Math.hypot(dx, dy) > 3;
  if (!held.isMoved) return;
  tip.hidden = true;
  view = { ...view, x: held.view.x - dx / view.scale, y: held.view.y - dy / view.scale };
  moved();
};
canvas.onpointerup = event => {
  if (held && !held.isMoved) choose(at(event));
  held = undefined;
};
canvas.onpointerleave = () => { over = -1; tip.hidden = true; soon(); };
canvas.ondblclick = event => go(at(event));
canvas.addEventListener('wheel', event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
}, { passive: false });
canvas.onkeydown = event => {
  const step = 60 / view.scale;
  const act = {
    ArrowLeft: () => { view = { ...view, x: view.x - step }; },
    ArrowRight: () => { view = { ...view, x: view.x + step }; },
    ArrowUp: () => { view = { ...view, y: view.y - step }; },
    ArrowDown: () => { view = { ...view, y: view.y + step }; },
    '+': () => zoom(1.3), '=': () => zoom(1.3), '-': () => zoom(1 / 1.3), '0': fit,
    Enter: () => go(chosen),
    Escape: () => choose(-1),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
  moved();
};
main.onclick = ({ target }) => {
  const folder = target.closest('.folder')?.dataset.folder;
  if (folder !== undefined) {
    if (!folders.delete(folder)) folders.add(folder);
    return form.oninput();
  }
  const item = target.closest('.chapter');
  if (item) choose(+item.dataset.n, true);
};
main.ondblclick = ({ target }) => go(+(target.closest('.chapter')?.dataset.n ?? -1));
main.onkeydown = event => {
  const item = event.target.closest('.chapter');
  if (!item) return;
  if (event.key === 'Enter') { event.preventDefault(); return go(+item.dataset.n); }
  const shown = items.filter(one => !one.parentElement.hidden);
  const next = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const other = next && shown[shown.indexOf(item) + next];
  if (!other) return;
  event.preventDefault();
  other.focus();
  choose(+other.dataset.n, true);
};
form.onsubmit = event => event.preventDefault();
form.oninput = () => { narrow(); redraw(); };
form.fit.onclick = () => { fit(); redraw(); };
addEventListener('redrawn', read);
new ResizeObserver(() => {
  ratio = devicePixelRatio;
  if (!isFitted) fit();
  redraw();
}).observe(canvas);
new MutationObserver(() => { takeColors(); redraw(); }).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
takeColors();
read();
`;
