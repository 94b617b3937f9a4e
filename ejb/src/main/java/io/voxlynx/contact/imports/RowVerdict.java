package io.voxlynx.contact.imports;

import io.voxlynx.shared.PhoneNumber;

/** What becomes of one row of the file. */
sealed interface RowVerdict {

    /** @param variables a JSON object of the further columns, null when all are empty */
    record Accepted(int row, String name, String businessName, PhoneNumber phone, String variables)
            implements RowVerdict {

        Skipped asDuplicate() {
            return new Skipped(row, "Duplicate phone number", name, phone.e164());
        }
    }

    /** @param name and phone as the file has them, so that the row can be found and mended */
    record Skipped(int row, String reason, String name, String phone) implements RowVerdict {

        private static final int LONGEST_QUOTE = 200;

        String json() {
            StringBuilder json = new StringBuilder(64).append("{\"name\":");
            Cells.appendJson(json, shortened(name));
            json.append(",\"phone\":");
            Cells.appendJson(json, shortened(phone));
            return json.append('}').toString();
        }

        private static String shortened(String text) {
            if (text.length() <= LONGEST_QUOTE) {
                return text;
            }
            int end = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
            return text.substring(0, end) + "…";
        }
    }
}
