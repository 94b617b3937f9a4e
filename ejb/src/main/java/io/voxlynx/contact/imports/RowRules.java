package io.voxlynx.contact.imports;

import io.voxlynx.contact.PhoneNumberParser;
import io.voxlynx.shared.PhoneNumber;
import java.util.Map;
import java.util.Optional;

/**
 * What a row must have to become a contact: a name, a telephone number that could ring, nothing beyond measure. The
 * business name may be empty, as private people have none.
 */
final class RowRules {

    static final int LONGEST_NAME = 200;
    static final int LONGEST_VARIABLE = 2_000;

    private final Sheet sheet;
    private final PhoneNumberParser numbers;

    RowRules(Sheet sheet, PhoneNumberParser numbers) {
        this.sheet = sheet;
        this.numbers = numbers;
    }

    RowVerdict judge(SheetRow row) {
        String name = cell(row, sheet.name());
        String businessName = cell(row, sheet.businessName());
        String phone = cell(row, sheet.phone());
        String objection = objection(row, name, businessName, phone);
        if (objection != null) {
            return new RowVerdict.Skipped(row.row(), objection, name, phone);
        }
        Optional<PhoneNumber> number = numbers.parse(phone);
        if (number.isEmpty()) {
            return new RowVerdict.Skipped(row.row(), "Invalid phone number format", name, phone);
        }
        return new RowVerdict.Accepted(row.row(), name, businessName, number.get(), variables(row));
    }

    private String objection(SheetRow row, String name, String businessName, String phone) {
        if (name.isEmpty()) {
            return "Missing name";
        }
        if (phone.isEmpty()) {
            return "Missing phone number";
        }
        if (name.length() > LONGEST_NAME) {
            return "Name is longer than " + LONGEST_NAME + " characters";
        }
        if (businessName.length() > LONGEST_NAME) {
            return "Business name is longer than " + LONGEST_NAME + " characters";
        }
        for (int i = sheet.columns(); i < row.cells().length; i++) {
            if (!row.cells()[i].isBlank()) {
                return "More cells than the header has columns";
            }
        }
        for (Map.Entry<Integer, String> variable : sheet.variables().entrySet()) {
            if (cell(row, variable.getKey()).length() > LONGEST_VARIABLE) {
                return "Column " + variable.getValue() + " is longer than " + LONGEST_VARIABLE + " characters";
            }
        }
        return null;
    }

    private String variables(SheetRow row) {
        StringBuilder json = null;
        for (Map.Entry<Integer, String> variable : sheet.variables().entrySet()) {
            String value = cell(row, variable.getKey());
            if (value.isEmpty()) {
                continue;
            }
            json = json == null ? new StringBuilder(64).append('{') : json.append(',');
            Cells.appendJson(json, variable.getValue());
            json.append(':');
            Cells.appendJson(json, value);
        }
        return json == null ? null : json.append('}').toString();
    }

    private static String cell(SheetRow row, int column) {
        return column < row.cells().length ? Cells.strip(row.cells()[column]) : "";
    }
}
