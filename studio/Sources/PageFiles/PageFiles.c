#include "PageFiles.h"

const struct page_file *page_file_at(size_t index) {
  (void)index;
  return NULL;
}
