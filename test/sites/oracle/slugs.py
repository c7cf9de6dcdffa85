"""Pages of Markdown (JSON) to pages of HTML, as Python-Markdown makes it with a slugify function and a separator."""
import json
import sys
import warnings

import markdown
from markdown.extensions.toc import slugify, slugify_unicode
from pymdownx import slugs

warnings.simplefilter("ignore")
name, separator = sys.argv[1:]
functions = {
    "toc": slugify,
    "unicode": slugify_unicode,
    "encoded": slugs.slugify(case="lower", percent_encode=True),
}
chosen = functions.get(name) or slugs.slugify(case=name)
configuration = {"toc": {"slugify": chosen, "separator": separator}}
json.dump(
    [markdown.markdown(page, extensions=["toc"], extension_configs=configuration) for page in json.load(sys.stdin)],
    sys.stdout,
)
