# Files of cases, for kak-lsp and for the eye.
hook global BufCreate .*[.]ruletest %{ set-option buffer filetype ruletest }

add-highlighter shared/ruletest regions
add-highlighter shared/ruletest/line default-region group
add-highlighter shared/ruletest/line/ regex ^\h*#[^\n]* 0:comment
add-highlighter shared/ruletest/line/ regex ^\[[^\]\n]*\] 0:title
add-highlighter shared/ruletest/line/ regex ^([>|]\\?)(\h[^\n]*)? 1:operator 2:string
add-highlighter shared/ruletest/line/ regex ^\+\d+[a-z]* 0:value
add-highlighter shared/ruletest/line/ regex ^\h*(\.?[A-Za-z_][\w.-]*)\h*(!?[=~]|[<>]=?|has|lacks|absent|present) 1:variable 2:keyword

hook global WinSetOption filetype=ruletest %{
  add-highlighter window/ruletest ref ruletest
  set-option window comment_line '#'
  hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/ruletest }
}
