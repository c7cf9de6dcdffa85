# Pages of Markdown (JSON) to pages of HTML, as kramdown makes it from one kind of input.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

$stdin.set_encoding("UTF-8")
puts JSON.generate(JSON.parse($stdin.read).map { |page| Kramdown::Document.new(page, input: ARGV[0]).to_html })
