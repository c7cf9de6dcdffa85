/** So many colours tell folders apart; further ones begin anew. */
export const colors = 12;

const hues = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'];

/** The second time, a colour is lighter. */
const swatches = Array.from({ length: colors }, (_, i) => {
  const hue = `var(--vscode-charts-${hues[i % hues.length]})`;
  return `--f${i}:${i < hues.length ? hue : `color-mix(in srgb,${hue} 50%,var(--vscode-foreground))`};`;
}).join('');

/** How the map looks: the colours of the theme, whichever it is. */
export const style = `
body{${swatches}--fault:var(--vscode-list-errorForeground,var(--vscode-errorForeground));--line:var(--vscode-contrastBorder,color-mix(in srgb,var(--vscode-foreground) 16%,transparent));--focus:var(--vscode-focusBorder);--text:var(--vscode-foreground);--back:var(--vscode-editor-background);margin:0;padding:0;height:100vh;display:grid;grid-template:auto 1fr/1fr minmax(14em,22em);color:var(--text);background:var(--back);font:var(--vscode-font-size)/1.5 var(--vscode-font-family)}
header{grid-column:1/3;padding:8px 12px;border-bottom:1px solid var(--line)}
form{display:flex;flex-wrap:wrap;gap:6px 16px;align-items:center}
label{display:flex;gap:5px;align-items:center}
input{font:inherit;margin:0;accent-color:var(--vscode-button-background)}
input[type=search]{width:16em;color:var(--vscode-input-foreground);background:var(--vscode-input-background);border:1px solid var(--vscode-input-border,var(--line));padding:3px 6px;border-radius:2px}
form button{font:inherit;color:var(--vscode-button-secondaryForeground);background:var(--vscode-button-secondaryBackground);border:1px solid var(--vscode-contrastBorder,transparent);border-radius:2px;padding:2px 10px;cursor:pointer}
form button:hover{background:var(--vscode-button-secondaryHoverBackground)}
form i{width:8px;height:8px;border:2px solid var(--text)}
.orphan i{border-radius:50%}
.end i{background:var(--text)}
.fault i{border-radius:50%;border-color:var(--fault)}
.picture{position:relative;overflow:hidden;min-width:0;min-height:0}
canvas{position:absolute;inset:0;width:100%;height:calc(100% - 2.2em);cursor:grab;outline-offset:-2px;touch-action:none}
canvas.over{cursor:pointer}
canvas:focus-visible{outline:1px solid var(--focus)}
#help{position:absolute;inset:auto 12px .4em;margin:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;color:var(--vscode-descriptionForeground);font-size:.9em;pointer-events:none}
.tip{position:absolute;pointer-events:none;max-width:24em;padding:4px 8px;white-space:pre-line;color:var(--vscode-editorHoverWidget-foreground);background:var(--vscode-editorHoverWidget-background);border:1px solid var(--vscode-editorHoverWidget-border,var(--line));border-radius:3px}
[hidden]{display:none!important}
main{overflow:auto;border-left:1px solid var(--line);padding:0 8px 16px}
.said{color:var(--vscode-descriptionForeground);margin:8px 4px}
h2{margin:10px 0 2px;font-size:1em;font-weight:600}
ul{list-style:none;margin:0;padding:0}
main button{font:inherit;color:inherit;background:none;border:1px solid transparent;border-radius:3px;text-align:left;width:100%;padding:1px 6px;cursor:pointer;overflow-wrap:anywhere}
main button:hover{background:var(--vscode-list-hoverBackground)}
main button:focus-visible{outline:1px solid var(--focus);outline-offset:-1px}
.folder[aria-pressed=true]{border-color:var(--focus)}
.folder i{display:inline-block;width:.75em;height:.75em;border-radius:50%;margin-right:.5em}
.chosen{background:var(--vscode-list-activeSelectionBackground);color:var(--vscode-list-activeSelectionForeground);outline:1px dotted var(--vscode-contrastActiveBorder,transparent)}
.chosen small{color:inherit!important}
.here{font-weight:600}
small{color:var(--vscode-descriptionForeground)}
li.fault small{color:var(--fault)}
${Array.from({ length: colors }, (_, i) => `.f${i}{background:var(--f${i})}`).join('')}
@media (max-width:600px){body{grid-template:auto 1fr 40%/1fr}header{grid-column:1}main{border-left:0;border-top:1px solid var(--line)}}
`;
