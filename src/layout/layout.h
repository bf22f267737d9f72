#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/list.h"
#include "base/map.h"
#include "base/period.h"
#include "base/problem.h"
#include "layout/edition.h"
#include "layout/style.h"
#include "table/table.h"

#include <stdbool.h>

// What a layout file says, read with places and checked for form: keys, types and spellings. What
// its names mean is the model's business. Texts are as written, {names} not yet filled in.
// layouts/README.md is the guide to every key. Everything lives in the arena of the run.

// A text and where it stands.
struct said {
    const char *text; // NULL where the layout does not say
    struct place place;
};

// LIST(struct said), named so that one function reads every such list.
struct texts {
    struct said *items;
    size_t count;
    size_t room;
};

struct constant {
    const char *name;
    struct place place;
    struct said label; // shown on the Data sheet; the name where it is not written
    struct said value; // a number, as typed
};

enum period_from { PERIOD_FROM_NOWHERE, PERIOD_FROM_HEADINGS, PERIOD_FROM_COLUMN };

struct match {
    struct said data_column;     // heading in the source
    struct said register_column; // heading in the register
};

// Rows that a source leaves out: those with a value in one of its columns, and why.
struct left_out {
    struct said column; // a heading of the source
    struct said value;  // "" for rows that are blank there
    struct said reason;
    bool is_total; // its figures must be the sums of those that stay
};

enum adding { ADDS_NOT, ADDS_WITHIN_FILES, ADDS_ACROSS_FILES };

struct expression; // layout/expression.h

// What a source is there for, as sheets use it.
enum source_gives {
    SOURCE_GIVES_FIGURES,
    SOURCE_GIVES_TARGETS, // each in force until the next
    SOURCE_GIVES_TEXTS,   // comments and the like, of one period each
};

struct source {
    const char *name;
    struct place place;
    enum source_gives gives;
    struct said file;   // as the layout has it, for messages; several with commas between
    struct texts files; // names or patterns (ae/*.csv), in the input folder
    enum period_from period_from;
    struct said period_column;      // PERIOD_FROM_COLUMN
    struct said value;              // the column of figures; not said: "value" where there is one
    bool counts_rows;               // `value: rows`: every row counts as 1
    struct said label;              // what the Data sheet calls the source; its file unless said
    LIST(struct match) matches;     // {id: id} where not said
    bool absent_is_zero;            // no row means none, not "not known"
    enum adding adds_up;            // several rows for one figure are added, not an error
    struct texts missing;           // words of the file that stand where there is no figure
    struct expression *where;       // rows that it is true of are taken; NULL: all
    struct expression *provisional; // the figures of rows that it is true of may change; NULL: none
    LIST(struct left_out) left_out;
    int skip; // rows above the headings, as Excel numbers them; 0: the headings are looked for
};

// What became of the rows of a source.
struct source_count {
    size_t files;
    size_t rows;       // that there are
    size_t used;       // that some line takes
    size_t not_chosen; // that `where` does not choose
    size_t not_shown;  // that no line takes, as `limit` says
    size_t *left_out;  // for each `left_out` of the source
    size_t figures;    // cells of the rows used
    size_t blank;      // cells of theirs with no figure
    size_t agreed;     // figures that stand in several files, and agree
    double sum;        // of the figures
    bool has_sum;      // which has a meaning: they are of one column, and add up
};

// What stands in place of an accepted word in the accessible edition.
struct shorthand {
    struct said word; // "Suppressed"
    struct said mark; // "[c]"
};

struct words {
    struct said missing;        // "Not available" unless said
    struct said divide_by_zero; // "n/a" unless said
    struct texts accept;        // words that may stand where a number is expected
    LIST(struct shorthand) shorthand;
};

// What stands behind a figure to say something of it, and what it means, for the line below the
// table.
struct mark_words {
    struct said mark; // "[p]"
    struct said text; // "provisional: may change"
};

struct marks {
    struct mark_words provisional, revised;
};

// How a figure that changed since it was published is treated.
enum revision_threshold {
    THRESHOLD_AS_SHOWN, // marked where what it shows changed
    THRESHOLD_EXACT,    // marked where it changed at all
    THRESHOLD_SHARE,    // marked where it changed by a share of what it was
};
struct revisions_said {
    enum revision_threshold threshold;
    double share;        // THRESHOLD_SHARE: 0.001 is 0.1%
    struct said reasons; // file of reasons, its path; text NULL: none
    bool needs_reasons;  // a revision without a reason is an error
    bool sends_shared;   // a workbook is sent again for another area's figure alone
};

struct state {
    const char *name; // GREEN
    struct place place;
    struct said when;        // an expression in gap, actual and target; text NULL: otherwise, or
                             // where it is given
    const char *shows;       // the word shown, a state of the scale; its own name unless said
    const char *in_words;    // in the accessible edition; NULL: made from the two
    const char *fill, *font; // "RRGGBB"
    const char *symbol;      // "▲", NULL none
    struct said legend;
};

struct scale {
    const char *name;
    struct place place;
    struct said gap;           // an expression in actual and target; text NULL: words that are
                               // given are the states
    bool as_shown;             // judged on the figures as shown, not on the exact ones
    LIST(struct state) states; // tried from the top
};

// Who each gets a workbook of their own, or stands in an overview: a CSV with a line to a
// recipient, or the values of a column of a source. Its columns are names for texts, `match` and
// formulas.
enum family_figure { FAMILY_NONE, FAMILY_MEAN, FAMILY_SUMS };

struct recipients {
    struct said file;         // its path; text NULL where the layout has no recipients
    struct said source;       // whose values they are; text NULL: the file has a line to each
    const char *value_column; // of that source: its heading, which names them too
    bool is_listed;           // the file has a line to each, also of those that are values
    bool one_workbook_each;   // else all stand in one workbook
    struct table table; // not listed: the first row of each value, in order, and no other cell
    struct map by_cell; // "column number, separator, text" to the row: what names a recipient
    bool *is_shared;    // by column: two recipients have the same there
    int name, also_called, family, contact; // columns; -1 where there is none but `name`
    // What may be shown of other recipients in a workbook, as the layout declares it.
    bool shares_whole, shares_rank;
    enum family_figure family_figure; // the mean of the members' figures, or worked out on sums
    int least_members;                // an average over fewer gives one away
};

enum row_kind {
    ROW_MEASURE,
    ROW_PART,
    ROW_WORKING, // on the Data sheet only
    ROW_BAND,
    ROW_SUBBAND,
    ROW_HEADER, // headings of a mini-table, one text to a column
    ROW_NOTE,   // a text across the table
    ROW_STRIP,  // a text across the table, centred
};

// A line of a register, its own columns as typed ("" where empty). All texts have places: those of
// the cells.
struct line {
    const char *id;  // never "": lines without one are called "line 12" after the register's line
    bool id_is_made; // not written by anyone, so that two lines may share it
    bool is_from_source; // a row of a source: its texts are shown as they are, braces and all
    enum row_kind kind;
    const struct row *row; // every cell, for columns of the analyst's own
    struct said label, value, total, format, text;
    struct said target, target_format, target_text;
    struct said better, judged_by, scale, as_at, source, style;
};

struct layout_register {
    struct table table; // table.file is its path
    LIST(struct line) lines;
    bool *used; // one to a heading: whether something uses it; the known ones are from the start
};

enum row_order { ORDER_SMALLEST_FIRST, ORDER_LARGEST_FIRST, ORDER_AS_IT_IS };

// `rows:` of a sheet whose lines are the rows of a source, or the values of one of its columns.
// Columns are headings of the source.
struct source_rows {
    struct said source;        // text NULL: the sheet has a register
    struct said each_value_of; // one line to each value of this column, not to each row
    struct said label;         // the first column, or that of the values, where not said
    struct said id;            // made from the label where not said
    struct said band, sort;
    enum row_order order; // of what `sort` names: numbers, then texts, then blanks
    int limit;            // lines at most; 0 all
    bool has_data;        // the sheet says that its lines have figures in a source
    struct source_count count;
};

enum column_shows {
    COLUMN_BY_NAME, // the window, or the register column, that bears its name (or `show:`)
    COLUMN_EACH,    // one column for each period of a window
    COLUMN_FORMULA,
    COLUMN_JUDGE,  // the light of another column
    COLUMN_SOURCE, // what a source says of the line in its latest period: a comment
    COLUMN_COUNT,  // how many lights of the row have a state; `judged`: have any
};

// What people may do in the cells of a column, on a protected sheet.
struct opening {
    bool is_open; // type over them, except where a formula stands
    struct place place;
    int longest;         // characters; 0 as many as they like
    struct texts words;  // the only ones that may be typed; none: any text
    struct said message; // shown beside the cell that is chosen
};

enum column_merge { MERGE_NOT, MERGE_BLANKS, MERGE_MEASURE };

struct column {
    const char *name;
    struct place place;
    struct texts headings; // from the top; none where the table has no heading rows
    double width;          // characters; 10 unless said
    struct said format;    // a number format that was found sound
    struct said style;     // names that exist, separated by commas
    enum column_merge merge;
    enum column_shows shows;
    struct said what;  // of `show`, `each`, `formula`, `judge`, `source`, `count`; else the name
    struct said line;  // in an overview: the line it shows, or `each`; NULL: the recipient's own
    struct said below; // register column whose text goes on a row under the measure
    bool light;        // the figure's own cell carries its light
    struct opening opening;
};

// A line of every chart of a sheet.
struct chart_line {
    struct said name;    // in the legend
    struct said formula; // worked out for each period along the axis
    const char *colour;  // "RRGGBB"
    enum dash dash;
};

// `charts:` of a sheet that shows a line chart of each of its measures.
struct charts {
    struct said window; // the periods along the axis
    LIST(struct chart_line) lines;
    int across, down;             // charts on a page; down 0: 2, or 3 where it stands upright
    struct said title;            // of each chart; not said: the measure's label
    struct said x_title, y_title; // not said: the kind of period; the first line's name
    struct said alternative;      // for those who cannot see it; not said: its figures in words
    bool from_zero;               // the axis of figures starts at 0 where none is below
};

// `accessible:` of a sheet: how the edition for screen readers calls what it has and the mirror
// does not.
struct accessible {
    struct said table;           // its name; that of the sheet unless said
    struct said description;     // what the sheet holds
    struct said bands, subbands; // headings of the columns that bands become
};

struct footnote {
    const char *mark;  // "1" or "*"
    const char *shown; // "[note 1]" in the accessible edition; NULL: the mark, as a superscript
    struct said text;
};

struct sheet {
    const char *name;
    struct place place;
    struct said title; // the workbook's where not said
    struct said rows;  // register file, its path; text NULL where the rows are a source's
    struct source_rows source_rows;
    struct said source;   // default source of its lines
    struct said targets;  // the source of their targets; not said, or nothing there: the register
    struct said scale;    // default scale
    struct said format;   // default number format
    struct said check;    // file of published figures, its path
    bool is_protected;    // only open cells can be typed over, and no formula
    bool stacked;         // parts share their measure's cells
    bool unfolded;        // they would, but for the edition: lights are the measures' alone
    bool recipients_down; // an overview: a row to each recipient, lines across
    struct said sort;     // an overview's column to sort by; text NULL: as the recipients stand
    bool largest_first;
    struct texts above; // texts, or the word `legend`
    struct texts below; // texts, or the words `legend`, `footnotes`
    LIST(struct footnote) footnotes;
    struct accessible accessible;
    LIST(struct column) columns;
    struct charts *charts;                 // NULL: the sheet is a table
    struct page page;                      // the layout's, with what the sheet says laid over it
    struct place page_place;               // for what is wrong in a text of the page
    struct layout_register register_table; // sheets with the same file share lines and used flags;
                                           // of a sheet with a source's rows, made from them
    struct layout_register *by_recipient;  // instead of it, one to a recipient: where the rows of a
                                           // source are some recipient's; NULL: they are everyone's
};

// A layout whose sheets a pack takes in, with its own sources, words and scales.
struct inclusion {
    struct said file;       // its path
    struct said short_name; // of its Data sheet ("Data CT"), and of sheets whose names are taken
    struct said item;       // of the agenda; text NULL: as the layout itself says
    struct layout *layout;
};

// The sheets around the tables that the layout asks for, and its numbered paragraphs.
struct pack {
    bool cover, contents, summary, definitions, notes, checks;
    int first_paragraph; // the number of the first; 0: they have none
};

struct named_style {
    const char *name;   // base, a role (heading, band ...), a word (bold ...) or the analyst's own
    struct style style; // all decided: what it says over what base says
};

// A file that a layout was read from, or its figures are.
struct layout_file {
    const char *path;
    bool is_input; // in the input folder; else a definition
};

struct layout {
    const char *file;
    LIST(struct layout_file) files; // itself too; those of sources are not among them
    bool is_sound;    // false where there are problems; what is wrong is as if it were not said
    bool lacks_lines; // a register could not be read, or is empty
    struct edition edition;
    struct said title, save_as;
    struct said folder;      // of the workbooks, in the output folder; text NULL: that itself
    struct said check;       // file of published figures for all sheets, its path
    struct said corrections; // file laid over what the sources give, in the input folder
    struct said subject, author, organisation, keywords;
    struct said committee, date, item, contact; // of the meeting; names in texts, "" where not said
    struct said marking; // protective, of every page that does not say its own
    struct pack pack;
    struct calendar calendar; // every PERIOD_NONE where the layout has no periods
    struct said latest;       // a period; not said: the newest complete in all sources
    LIST(struct constant) constants;
    LIST(struct source) sources;
    struct recipients recipients;
    struct words words;
    struct marks marks;
    struct revisions_said revisions;
    LIST(struct scale) scales;
    LIST(struct named_style) styles;
    LIST(struct sheet) sheets;
    LIST(struct inclusion) inclusions; // of a pack, in agenda order
    struct page page;                  // what every page starts from
    struct place page_place;
    const char *font; // the workbook's, "Arial"
    double size;      // points
};

// Reads a layout with what it uses, and the registers of its sheets; the sources that give sheets
// their rows are in the folder `input`. With problems it is not sound, and good for finding out
// what else is wrong; NULL where it is not even that.
struct layout *layout_read(const char *path, const char *input, struct arena *arena,
                           struct problems *problems);

// Notes that a file goes into what the layout makes, for the record of what was made from what.
void layout_add_file(struct layout *layout, const char *path, bool is_input, struct arena *arena);

const struct source *layout_source(const struct layout *layout, const char *name);

// The column of the recipients under a heading, or -1. `name` is the one that names them, whatever
// its heading.
int layout_recipients_column(const struct recipients *recipients, const char *heading);

// The recipient that a text in a source means: what stands under that column of the recipients, or
// one of the names that it is also called; case and spaces at the ends are free. NULL where there
// is none.
const struct row *layout_recipient(const struct recipients *recipients, int column,
                                   const char *text, struct arena *scratch);

// Whether a text names a recipient: by its name, or under a heading that tells recipients apart.
bool layout_names_recipient(const struct recipients *recipients, const char *text,
                            struct arena *scratch);

// The match of a source that says whose its rows are, by a column of the recipients; NULL where
// there is none, and they are everyone's.
const struct match *layout_whose(const struct recipients *recipients, const struct source *source,
                                 int *column);

// A line of which nothing is said: every text is "", at a place.
struct line layout_blank_line(struct place place);

// Whether a word may stand where a number is expected.
bool layout_accepts_word(const struct layout *layout, const char *word);

// The accepted word as the edition shows it: itself, or its shorthand.
const char *layout_shown_word(const struct layout *layout, const char *word);

// The known column of a register whose heading is nearest to a misspelt one, or NULL.
const char *layout_nearest_heading(const char *heading);

const struct named_style *layout_style(const struct layout *layout, const char *name);

// A look with the named styles (separated by commas, as in `style:`; NULL or "" none) laid over it:
// of each only what it sets itself, not what it has from base.
struct style layout_styled(const struct layout *layout, struct style under, const char *names,
                           struct arena *arena);

#endif
