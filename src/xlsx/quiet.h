#ifndef XLSX_QUIET_H
#define XLSX_QUIET_H

// The workbook library prints lines of its own on the standard error output where it fails, beside
// what its functions return. Between these two calls they go nowhere; what quiet_begin() returns is
// for quiet_end().
int quiet_begin(void);
void quiet_end(int kept);

#endif
