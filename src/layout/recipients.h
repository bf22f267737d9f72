#ifndef LAYOUT_RECIPIENTS_H
#define LAYOUT_RECIPIENTS_H

#include "layout/keys.h"

// Reads the list recipients->file: a line to a recipient.
void recipients_read_list(struct layout_reader *reader, struct recipients *recipients);

// Reads {source: ..., column: ..., details: ...}: the values of the column are the recipients.
void recipients_read_values(struct layout_reader *reader, const struct node *node,
                            struct recipients *recipients);

// Makes every cell of a recipient's line a name for it in that column; the other spellings count as
// its name. Two recipients of one name are a problem.
void recipients_learn(struct layout_reader *reader, struct recipients *recipients);

#endif
