#ifndef MODEL_CORRECTION_H
#define MODEL_CORRECTION_H

#include "model/model.h"

// Corrections: the lines of a file (`corrections:` of the layout) that are laid over what the
// sources gave, until the sources include them. A figure is told by its source, its line (or the
// category that the source's rows have), its area and its period, and by what it was.
struct correction {
    struct place place;                          // of the line; `was` has one of its own
    struct said was, now;                        // as typed; "" for no figure
    struct series *series;                       // whose figure it is
    const struct area *area;                     // NULL in a source without areas
    int period;                                  // 0 in a source without periods
    const char *reason, *who, *date, *reference; // "" where not said
    bool is_included; // the source has the new figure already, so that nothing was laid over
};

// A figure that a correction is laid over: that of its series, or one that adds up rows of several.
struct corrected {
    const struct input *input;
    const struct series *series;
    const struct correction *correction;
    double difference; // what it adds; 0 where a word is involved
};

struct corrections {
    const char *path; // of the file
    LIST(struct correction *) items;
    LIST(struct corrected) figures;
};

// Reads the file and lays it over the figures of the sources, which have been read; without, where
// the model is not whole. Problems: a line that means no figure of theirs, a figure that is not
// what the line says it was, two lines for one figure. What a source already includes is a warning.
void corrections_lay(struct model *model, const char *input);

// The file's lines, without looking at the figures (correction_read.c); false, with problems, where
// there is no such file or it is none of the kind.
bool corrections_read(struct model *model, const char *path, struct corrections *corrections);

// "'ROBBERY' of 'Camden', 2025-11"
const char *correction_shown(const struct model *model, const struct correction *correction,
                             struct arena *arena);

// What to say of a figure in its cell: "Corrected from 1,470 to 1,489: counted twice. J. Smith,
// 2025-12-03, C-17"; NULL of one that was not corrected.
const char *correction_note(const struct model *model, const struct input *input,
                            struct arena *arena);

// How many of a source's figures are corrected, and how many lines of the file it includes already.
struct correction_count {
    size_t laid, included;
};
struct correction_count correction_count(const struct model *model, const struct source *source);

#endif
