#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include "base/arena.h"

#include <stdbool.h>

// Excel's number format codes: up to four sections (positive;negative;zero;text), 0 # ? . , % and
// literals in quotes, after a backslash, _x (the width of x, shown as a space) and *x (dropped);
// [Red] and the like are dropped; conditions [<100] decide; General; @ in a text section; date
// letters are refused (periods are shown by base/period.h), and so are fractions, powers of ten,
// and what Excel and LibreOffice do not agree on (0,.0 and 0%%). Source of the rules: ECMA-376 part
// 1, 18.8.31. NULL and "" are General.

// NULL where the code is sound; else what is wrong with it, for a message.
const char *format_fault(const char *code);

// A number as Excel shows it under a code: rounded half away from zero on its 15 significant
// digits. General shows at most 11 characters, as a cell does. The section is chosen by the number
// as it is, before it is rounded: -0.0003 is -0.0% under 0.0%;-0.0%, but 0.0% under 0.0%. Under a
// code with a fault it is shown as General; what is not finite, as #NUM!.
const char *format_number(struct arena *arena, const char *code, double value);

// As above, but halves rounded to even: what some other programs would have shown.
const char *format_number_even(struct arena *arena, const char *code, double value);

// A text under a code: the text itself unless the code has a section for texts, the fourth, or a
// last one with an @.
const char *format_text(struct arena *arena, const char *code, const char *text);

// The decimals that a code's first section rounds the value to: "0.0%" rounds at 3, "0" at 0,
// "#,##0" at 0, "0,000," at -3; General and codes without digits give 15.
int format_decimals(const char *code);

// Whether the first section shows a percentage.
bool format_is_percent(const char *code);

// The code with a literal added after (or before) the number in each section: 0%;-0% with " [r]"
// becomes 0%" [r]";-0%" [r]". Sections that hide their numbers and the section for texts stay as
// they are. A prefix gives a code of one section a second, since Excel would put the minus before
// it: 0% with "▼ " becomes "▼ "0%;"▼ "-0%.
const char *format_with_suffix(struct arena *arena, const char *code, const char *suffix);
const char *format_with_prefix(struct arena *arena, const char *code, const char *prefix);

// The code with room as wide as a text after the number in each section, so that its digits stand
// under those of one that has the text there: 0% with " [r]" becomes 0%_ _[_r_].
const char *format_with_padding(struct arena *arena, const char *code, const char *like);

// A code for a text, with literals around it: @" [r]".
const char *format_of_text(struct arena *arena, const char *prefix, const char *suffix);

#endif
