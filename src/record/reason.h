#ifndef RECORD_REASON_H
#define RECORD_REASON_H

#include "model/model.h"
#include "record/revisions.h"

// Why figures were revised: the file that the layout's `revisions: reasons:` names, with the
// columns line, recipient, period and reason; who, date and reference may follow. A blank line,
// recipient or period means any of them.

// Reads the layout's file, and gives its reasons to the causes of that layout's figures, which the
// records have under a name; how much
// of a change is marked is decided as well. Problems are added for what is wrong in the file, for
// reasons that match nothing (warnings), and for causes without a reason (warnings, or errors where
// the layout says so).
void reasons_give(struct revisions *revisions, const struct layout *layout, const char *name,
                  const struct figures *now, struct problems *problems);

// Whether what is said for a recipient's workbook ("": for that of any) names another recipient, in
// a layout of a workbook for each; there is a problem at the place then.
bool reason_names_other(const struct layout *layout, const char *recipient, const char *text,
                        struct place place, struct problems *problems);

// Gives the causes of a layout's figures the reasons that its file of corrections has for them. To
// be done before reasons_give().
void reasons_of_corrections(struct revisions *revisions, const struct model *model,
                            const char *layout, struct problems *problems);

#endif
