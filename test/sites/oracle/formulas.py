"""The formulas that Python-Markdown sees in the pages of a MkDocs site (its folder is the argument), by page: JSON.

Each page is rendered with the extensions of its mkdocs.yml. What is not installed is left out, and named on standard error.
"""
import html
import json
import os
import pathlib
import re
import sys
import warnings

import markdown
import yaml

warnings.simplefilter("ignore")
os.chdir(sys.argv[1])


class Loader(yaml.UnsafeLoader):
    """Python's names in the configuration become what they name; other tags are nothing."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
settings = yaml.load(pathlib.Path("mkdocs.yml").read_text(encoding="utf-8"), Loader)
named = {}
for entry in settings.get("markdown_extensions", []):
    named.update(entry if isinstance(entry, dict) else {entry: None})
for name in list(named):
    try:
        markdown.Markdown(extensions=[name])
    except ImportError:
        print("not installed, left out:", name, file=sys.stderr)
        del named[name]
for name, own in named.items():
    if name.endswith("snippets"):
        # Code that is taken in lies elsewhere.
        named[name] = {**(own or {}), "check_paths": False}
renderer = markdown.Markdown(extensions=list(named), extension_configs={name: own or {} for name, own in named.items()})
formula = re.compile(r'<(span|div|script)[^>]*\b(?:arithmatex|math/tex)\b[^>]*>(.*?)</\1>', re.S)
docs = pathlib.Path(settings.get("docs_dir", "docs"))
found = {}
for page in sorted(docs.rglob("*.md")):
    text = page.read_text(encoding="utf-8-sig")
    # MkDocs takes the front matter off before.
    text = re.sub(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", "", text, flags=re.S)
    made = renderer.reset().convert(text)
    found[page.as_posix()] = [html.unescape(tex) for _, tex in formula.findall(made)]
json.dump(found, sys.stdout)
