/** How the matrix looks: the colours of the theme, whichever it is. */
export const style = `
body{--mark:var(--vscode-list-warningForeground,var(--vscode-contrastActiveBorder,currentColor));--line:var(--vscode-contrastBorder,color-mix(in srgb,var(--vscode-foreground) 14%,transparent));margin:0;padding:0;display:flex;flex-direction:column;height:100vh;color:var(--vscode-foreground);background:var(--vscode-editor-background);font:var(--vscode-font-size)/1.5 var(--vscode-font-family)}
header{padding:8px 12px;border-bottom:1px solid var(--line)}
form{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center}
label{display:flex;gap:4px;align-items:center}
input,select{font:inherit}
input[type=search],select{color:var(--vscode-input-foreground);background:var(--vscode-input-background);border:1px solid var(--vscode-input-border,var(--vscode-dropdown-border,transparent));padding:3px 6px;border-radius:2px}
input[type=search]{width:14em}
input[type=checkbox]{accent-color:var(--vscode-button-background);margin:0}
.legend{margin:8px 0 0;display:flex;flex-wrap:wrap;gap:6px;font-size:.9em}
[hidden]{display:none!important}
main{flex:1;overflow:auto;scroll-padding:5em 1em 1em 14em}
.none{padding:8px 16px;color:var(--vscode-descriptionForeground)}
table{border-collapse:separate;border-spacing:0;min-width:100%}
th,td{padding:2px 4px;border-bottom:1px solid var(--line);white-space:nowrap}
td{text-align:center}
th{font-weight:normal;background:var(--vscode-editor-background);text-align:left}
thead th{position:sticky;top:0;z-index:1;vertical-align:bottom}
thead th:nth-child(n){border-bottom:1px solid var(--vscode-contrastBorder,color-mix(in srgb,var(--vscode-foreground) 40%,transparent))}
thead th:not(:first-child){text-align:center;padding:4px 6px}
thead span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;min-width:4.5em;max-width:8em;margin:auto;white-space:normal;overflow-wrap:anywhere;line-height:1.25;color:var(--vscode-descriptionForeground)}
th:first-child{position:sticky;left:0;z-index:1;padding:2px 12px;max-width:18em;overflow:hidden;text-overflow:ellipsis;border-right:1px solid var(--line)}
thead th:first-child{z-index:2;font-weight:600}
tbody tr:hover>*{background:var(--vscode-list-hoverBackground)}
tbody tr:hover>th{background:linear-gradient(var(--vscode-list-hoverBackground),var(--vscode-list-hoverBackground)),var(--vscode-editor-background)}
i{font-style:normal;font-weight:600;color:var(--mark)}
small{color:var(--vscode-descriptionForeground)}
sup{line-height:0}
.v{--c:transparent;font:inherit;font-variant-numeric:tabular-nums;color:inherit;background:color-mix(in srgb,var(--c) 24%,transparent);border:1px solid var(--vscode-contrastBorder,transparent);border-radius:3px;padding:0 5px;margin:1px}
button.v{cursor:pointer}
button.v:hover{border-color:var(--vscode-foreground)}
.v:focus{outline:2px solid var(--vscode-focusBorder);outline-offset:1px}
.x{border:1px dashed var(--mark)}
.b4{--c:var(--vscode-charts-green)}
.b3{--c:var(--vscode-charts-blue)}
.b2{--c:var(--vscode-charts-purple)}
.b1{--c:var(--vscode-charts-orange)}
.b0{--c:var(--vscode-charts-red)}
`;

/** What its reader can do: choose, filter, walk through the values with the arrow keys, go to a place. */
export const script = `
const form = document.querySelector('form');
const legend = document.querySelector('.legend');
form.onsubmit = () => false;
const rows = () => [...main.querySelectorAll('tbody tr')].filter(row => !row.hidden);
const values = row => [...row.querySelectorAll('button')];
const current = button => {
  for (const other of main.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
  if (button) button.tabIndex = 0;
  return button;
};
const narrow = () => {
  const wanted = form.filter.value.trim().toLowerCase();
  for (const row of main.querySelectorAll('tbody tr')) row.hidden = !row.dataset.subject.toLowerCase().includes(wanted);
  legend.hidden = legend.dataset.graded !== form.metric.value;
  for (const button of main.querySelectorAll('button')) button.tabIndex = -1;
  current(main.querySelector('tr:not([hidden]) button'));
};
const show = () => {
  const { metric, all, disputed } = form;
  editor.setState({ metric: metric.value, all: all.checked, disputed: disputed.checked });
  post({ show: editor.getState() });
};
form.filter.oninput = narrow;
form.onchange = ({ target }) => target !== form.filter && show();
main.onclick = ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  current(button);
  const { root, metric } = button.closest('table').dataset;
  post({ go: [root, button.dataset.path, button.closest('tr').dataset.subject, metric, +button.dataset.nth] });
};
main.onkeydown = event => {
  const button = event.target.closest('button');
  if (!button) return;
  const row = button.closest('tr');
  const [mine, all] = [values(row), rows()];
  const column = button.parentElement.cellIndex;
  const beyond = step => {
    for (let at = all.indexOf(row) + step; all[at]; at += step) {
      const found = all[at].cells[column]?.querySelector('button');
      if (found) return found;
    }
    const near = all[all.indexOf(row) + step];
    return near && values(near)[0];
  };
  const next = {
    ArrowLeft: () => mine[mine.indexOf(button) - 1],
    ArrowRight: () => mine[mine.indexOf(button) + 1],
    Home: () => mine[0],
    End: () => mine.at(-1),
    ArrowUp: () => beyond(-1),
    ArrowDown: () => beyond(1),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  current(next).focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
};
let last;
main.addEventListener('focusin', ({ target }) => (last = [target.closest('tr')?.dataset.subject, target.dataset.path]));
addEventListener('redrawn', () => {
  const hadFocus = document.activeElement === document.body;
  narrow();
  const same = last && [...main.querySelectorAll('button')].find(one => one.dataset.path === last[1] && one.closest('tr').dataset.subject === last[0]);
  if (same && hadFocus) current(same).focus();
});
const before = editor.getState();
if (before) {
  form.metric.value = before.metric;
  form.all.checked = before.all;
  form.disputed.checked = before.disputed;
  show();
}
narrow();
`;
