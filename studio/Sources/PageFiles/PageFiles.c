#include "PageFiles.h"

// A line for each file of the page: the compiler takes its bytes in.
static const unsigned char api_js[] = {
#embed "assets/api.js"
};
static const unsigned char attack_js[] = {
#embed "assets/attack.js"
};
static const unsigned char charts_js[] = {
#embed "assets/charts.js"
};
static const unsigned char document_js[] = {
#embed "assets/document.js"
};
static const unsigned char dom_js[] = {
#embed "assets/dom.js"
};
static const unsigned char editor_js[] = {
#embed "assets/editor.js"
};
static const unsigned char fields_js[] = {
#embed "assets/fields.js"
};
static const unsigned char filters_js[] = {
#embed "assets/filters.js"
};
static const unsigned char hunt_js[] = {
#embed "assets/hunt.js"
};
static const unsigned char index_html[] = {
#embed "assets/index.html"
};
static const unsigned char main_js[] = {
#embed "assets/main.js"
};
static const unsigned char openapi_json[] = {
#embed "assets/openapi.json"
};
static const unsigned char page_css[] = {
#embed "assets/page.css"
};
static const unsigned char playground_js[] = {
#embed "assets/playground.js"
};
static const unsigned char regex_js[] = {
#embed "assets/regex.js"
};
static const unsigned char state_js[] = {
#embed "assets/state.js"
};
static const unsigned char story_js[] = {
#embed "assets/story.js"
};
static const unsigned char table_js[] = {
#embed "assets/table.js"
};
static const unsigned char tests_js[] = {
#embed "assets/tests.js"
};
static const unsigned char tree_js[] = {
#embed "assets/tree.js"
};

static const struct page_file files[] = {
    {"api.js", api_js, sizeof api_js},
    {"attack.js", attack_js, sizeof attack_js},
    {"charts.js", charts_js, sizeof charts_js},
    {"document.js", document_js, sizeof document_js},
    {"dom.js", dom_js, sizeof dom_js},
    {"editor.js", editor_js, sizeof editor_js},
    {"fields.js", fields_js, sizeof fields_js},
    {"filters.js", filters_js, sizeof filters_js},
    {"hunt.js", hunt_js, sizeof hunt_js},
    {"index.html", index_html, sizeof index_html},
    {"main.js", main_js, sizeof main_js},
    {"openapi.json", openapi_json, sizeof openapi_json},
    {"page.css", page_css, sizeof page_css},
    {"playground.js", playground_js, sizeof playground_js},
    {"regex.js", regex_js, sizeof regex_js},
    {"state.js", state_js, sizeof state_js},
    {"story.js", story_js, sizeof story_js},
    {"table.js", table_js, sizeof table_js},
    {"tests.js", tests_js, sizeof tests_js},
    {"tree.js", tree_js, sizeof tree_js},
};

const struct page_file *page_file_at(size_t index) {
  return index < sizeof files / sizeof files[0] ? &files[index] : NULL;
}
