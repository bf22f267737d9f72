#ifndef MODEL_INTAKE_H
#define MODEL_INTAKE_H

#include "layout/source_reader.h"
#include "model/again.h"
#include "model/cell.h"
#include "model/control.h"
#include "model/origin.h"
#include "model/route.h"

// Reads a source's rows into the figures of its series, and notes what it has in its
// source_periods. Problems: a file, a heading or a period that is missing, a row that no line
// takes, two rows for one figure, a figure that is no number, a total that is not the sum.
void intake_read(struct model *model, const struct source *source, const char *input);

// Figures of a series that are looked for in its source.
struct origin_search {
    struct model *model;
    const struct series *series;
    const bool *areas; // by number: whether it is wanted
    struct span span;
    struct origins found;
};

// Reads the source's rows again and notes those that are looked for; the figures stay as they are.
void intake_search(struct model *model, const struct source *source, const char *input,
                   struct origin_search *search);
bool origin_is_wanted(const struct origin_search *search, const struct series *series, size_t area,
                      size_t slot);
void origin_note(struct origin_search *search, size_t area, size_t slot, const struct input *input);

// The rest is for the files intake_*.c: a source while it is read.

// A column of figures in the file at hand.
struct figure_column {
    int column;          // -1: every row counts as 1
    size_t value;        // its number among the columns that the source's series ask for
    size_t slot;         // its period, where that is in the heading; else SLOT_NONE
    bool is_provisional; // the heading says that its figures may still change
};

enum { INTAKE_MOST_TOLD = 10 }; // problems of a kind, before the rest are only counted

struct intake {
    struct model *model;
    const struct source *source;
    struct source_periods *periods;
    struct origin_search *search; // NULL: figures are taken
    struct source_reader rows;
    int area_column;   // the recipients' column that says whose a row is, or -1
    size_t area_match; // which match that is
    bool is_limited;   // a table leaves some values of the source out
    bool hides_whose;  // rows of several recipients may be added up, and the layout does not say so

    // Of the file at hand.
    int *matches; // the column of each match
    int period_column;
    LIST(struct figure_column) columns;

    LIST(struct said) values; // the columns that the source's series ask for; text NULL: its own
    struct routes routes;
    struct again again;
    struct controls controls;
    struct map areas; // by text
    struct map slots; // by text: slot + 1; 0 where it is no period
    struct cells cells;
    size_t not_numbers, not_periods; // problems of these kinds
    struct arena scratch;            // lasts until the source is read
};

// Whether the periods are in the headings.
bool intake_has_headings(const struct intake *intake);
struct place intake_heading_place(const struct intake *intake, int column);

// A period of the layout's calendar. A target may be said to be of a year: it is from there on.
bool intake_read_period(const struct intake *intake, const char *typed, struct period *period);
// Likewise in a heading, which may have the mark of provisional figures behind it.
bool intake_read_heading(const struct intake *intake, const char *typed, struct period *period,
                         bool *is_provisional);

// intake_columns.c: says which columns are wanted; finds those of a file whose headings have them.
void intake_want_columns(struct intake *intake);
bool intake_find_columns(struct intake *intake);

// intake_row.c: whose a row is, as its number among the areas, 0 in a source without areas; and the
// slot of its period, SLOT_NONE, with a problem, where it has none.
size_t intake_area(struct intake *intake, const struct row *row);
size_t intake_slot(struct intake *intake, const struct row *row);

// intake_figure.c: reads a row's figure in a column into every series of the route that asks for
// it; adds a total's to the controls.
void intake_take_figure(struct intake *intake, const struct route *route,
                        const struct figure_column *column, size_t area, size_t slot,
                        const struct row *row);
void intake_take_total(struct intake *intake, const struct figure_column *column, size_t slot,
                       const struct row *row);

extern const char intake_period_example[];

#endif
