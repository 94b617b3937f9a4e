package io.voxlynx.contact.imports;

/** How the content of a cell is read. */
final class Cells {

    private Cells() {}

    /** Without the white space around it, the invisible kinds that spreadsheets leave behind included. */
    static String strip(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isInvisible(cell.charAt(from))) {
            from++;
        }
        while (to > from && isInvisible(cell.charAt(to - 1))) {
            to--;
        }
        return from == 0 && to == cell.length() ? cell : cell.substring(from, to);
    }

    private static boolean isInvisible(char c) {
        return c <= ' ' || c == '\u00A0' || c == '\u200B' || c == '\uFEFF' || (c > 0xFF && Character.isWhitespace(c));
    }

    /** Appends a JSON string. Text from a file has no lone surrogates, and NUL was refused with the file. */
    static void appendJson(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
