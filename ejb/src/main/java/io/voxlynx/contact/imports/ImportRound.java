package io.voxlynx.contact.imports;

import io.voxlynx.shared.PhoneNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows that go into the database together: read and judged, but not yet compared with what is there. */
final class ImportRound {

    private static final int MOST_ROWS = 20_000;
    private static final int MOST_CHARACTERS = 4 << 20;

    private final List<RowVerdict.Accepted> accepted = new ArrayList<>();
    private final List<RowVerdict.Skipped> skipped = new ArrayList<>();
    private final List<PhoneNumber> suspects = new ArrayList<>();
    private final Set<PhoneNumber> numbers = new HashSet<>();
    private boolean last;
    private int characters;

    /** Reads until the round is full or the file ends. */
    static ImportRound read(ContactFile file, RowRules rules, SeenNumbers seen) {
        ImportRound round = new ImportRound();
        while (round.hasRoom()) {
            SheetRow row = file.next();
            if (row == null) {
                round.last = true;
                break;
            }
            round.add(rules.judge(row), seen);
        }
        return round;
    }

    private boolean hasRoom() {
        return rows() < MOST_ROWS && characters < MOST_CHARACTERS;
    }

    private void add(RowVerdict verdict, SeenNumbers seen) {
        if (verdict instanceof RowVerdict.Skipped row) {
            skip(row);
        } else if (verdict instanceof RowVerdict.Accepted row) {
            if (!numbers.add(row.phone())) {
                skip(row.asDuplicate());
                return;
            }
            if (seen.add(row.phone())) {
                suspects.add(row.phone());
            }
            accepted.add(row);
            characters += row.name().length()
                    + row.businessName().length()
                    + (row.variables() == null ? 0 : row.variables().length());
        }
    }

    private void skip(RowVerdict.Skipped row) {
        skipped.add(row);
        characters += row.reason().length()
                + Math.min(400, row.name().length() + row.phone().length());
    }

    /** Numbers that an earlier round, or this import before a restart, may have brought. */
    List<PhoneNumber> suspects() {
        return suspects;
    }

    void skipDuplicates(Set<String> known) {
        accepted.removeIf(row -> {
            boolean duplicate = known.contains(row.phone().e164());
            if (duplicate) {
                skipped.add(row.asDuplicate());
            }
            return duplicate;
        });
    }

    List<RowVerdict.Accepted> accepted() {
        return accepted;
    }

    List<RowVerdict.Skipped> skipped() {
        return skipped;
    }

    int rows() {
        return accepted.size() + skipped.size();
    }

    /** The file ends with this round. */
    boolean isLast() {
        return last;
    }
}
