#ifndef LAYOUT_SECTIONS_H
#define LAYOUT_SECTIONS_H

#include "layout/keys.h"

// The parts of a layout file, each read by a file of its own. A function with `void *layout` is for
// a row of a table of keys; it fills the struct layout.

// style.c. `map` may be NULL: every layout has the built-in styles.
void styles_read(struct layout_reader *reader, const struct node *map);
// `what` is the subject of the message: "state 'RED'".
bool contrast_check(struct layout_reader *reader, struct place place, const char *what,
                    const char *text, const char *fill);

// page.c
struct page page_default(void);
void page_read(struct layout_reader *reader, const struct node *node, struct page *page);

// revisions.c
extern const struct key_table revisions_keys; // of a struct revisions_said

// pack.c
void pack_read(struct layout_reader *reader, const struct node *node, void *layout);
// Whether a sheet that the pack asks for has that name.
bool pack_takes_name(const struct pack *pack, const char *name);
// A layout that is taken in has no cover and no contents of its own; of the other sheets what it
// asks for itself, or the layout that takes it in does.
void pack_carry(const struct pack *pack, struct pack *part);

// scale.c
void scales_read(struct layout_reader *reader, const struct node *node, void *layout);

// mark.c: the marks unless the layout says otherwise, and what it says.
struct marks marks_default(struct place place);
void marks_read(struct layout_reader *reader, const struct node *node, void *layout);

// edition.c
void editions_read(struct layout_reader *reader, const struct node *node, void *layout);
void shorthand_read(struct layout_reader *reader, const struct node *node, void *words);
extern const struct key_table accessible_table; // of a struct accessible

// source.c
void sources_read(struct layout_reader *reader, const struct node *node, void *layout);

// recipients.c
void recipients_read(struct layout_reader *reader, const struct node *node, void *layout);
void one_workbook_per_read(struct layout_reader *reader, const struct node *node, void *layout);
void shared_read(struct layout_reader *reader, const struct node *node, void *layout);

// chart.c: `charts:` of a sheet.
void charts_read(struct layout_reader *reader, const struct node *node, void *sheet);

// opening.c: `open:` of a column; once a sheet is read, whether its open columns can be.
void open_read(struct layout_reader *reader, const struct node *node, void *column);
void open_columns_check(struct layout_reader *reader, const struct sheet *sheet);

// inclusion.c
void include_read(struct layout_reader *reader, const struct node *node, void *layout);
// layout.c: a layout that a pack takes in, with what the pack says laid over it; NULL where it is
// too far from sound to go on with.
struct layout *layout_read_over(struct layout_reader *pack, const char *path, struct node *over);

// sheet.c
void sheets_read(struct layout_reader *reader, const struct node *node, void *layout);

// rows.c: `rows:`, a register's file or what to take of a source; and the lines of the latter, into
// sheet->register_table.
void rows_read(struct layout_reader *reader, const struct node *node, void *sheet);
void rows_take(struct layout_reader *reader, struct sheet *sheet);

// register.c: into sheet->register_table, from the file sheet->rows.
void register_read(struct layout_reader *reader, struct sheet *sheet);

#endif
