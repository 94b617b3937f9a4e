package io.voxlynx.contact.imports;

/** One row that is not blank. @param row the number a spreadsheet shows beside it, the first row being 1 */
record SheetRow(int row, String[] cells) {}
