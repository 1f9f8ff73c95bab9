#ifndef PAGE_FILES_H
#define PAGE_FILES_H

#include <stddef.h>

/// A file of the page, as it lies in the program.
struct page_file {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

/// The file at a position, or NULL behind the last.
const struct page_file *page_file_at(size_t index);

#endif
