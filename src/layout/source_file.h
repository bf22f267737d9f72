#ifndef LAYOUT_SOURCE_FILE_H
#define LAYOUT_SOURCE_FILE_H

#include "layout/layout.h"

// The paths of a source's files in the folder `input`, in the order of their names, each once; 0,
// with a problem, where one that it names is not there, or a pattern (ae/*.csv) fits none.
size_t source_files(const struct source *source, const char *input, struct arena *arena,
                    struct problems *problems, const char ***files);

#endif
