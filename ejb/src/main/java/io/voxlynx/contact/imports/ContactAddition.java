package io.voxlynx.contact.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.voxlynx.contact.ContactSearch;
import io.voxlynx.contact.PhoneNumberParser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Adds some contacts to a campaign that has been imported, by the rules of the file. They come after those it has. */
@ApplicationScoped
public class ContactAddition {

    private static final int MOST_COLUMNS = 200;

    @Inject
    @ConfigProperty(name = "voxlynx.import.default-region", defaultValue = "US")
    String defaultRegion;

    /**
     * The caller holds the campaign's row, so their numbers are the next ones and nobody else adds the same number.
     *
     * @param region where telephone numbers without a country code belong; null for that of the campaign's file
     * @param contacts each with name, business_name, phone, and what else it has as variables
     */
    public AddedContacts add(Handle db, UUID campaignId, String region, List<Map<String, String>> contacts) {
        Numbers before = numbers(db, campaignId);
        RowRules rules = new RowRules(
                Sheet.of(header(contacts)), new PhoneNumberParser(PhoneNumberParser.region(region(before, region))));
        String[] header = header(contacts);
        List<RowVerdict.Accepted> accepted = new ArrayList<>();
        List<RowVerdict.Skipped> skipped = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        for (int i = 0; i < contacts.size(); i++) {
            RowVerdict verdict = rules.judge(new SheetRow(i, cells(header, contacts.get(i))));
            if (verdict instanceof RowVerdict.Skipped row) {
                skipped.add(row);
            } else if (verdict instanceof RowVerdict.Accepted row) {
                if (taken.add(row.phone().e164())) {
                    accepted.add(row);
                } else {
                    skipped.add(row.asDuplicate());
                }
            }
        }
        Set<String> known = known(db, campaignId, taken);
        accepted.stream()
                .filter(row -> known.contains(row.phone().e164()))
                .map(RowVerdict.Accepted::asDuplicate)
                .forEach(skipped::add);
        accepted.removeIf(row -> known.contains(row.phone().e164()));
        insert(db, campaignId, before, accepted);
        return new AddedContacts(
                accepted.size(),
                before.total() + accepted.size(),
                skipped.stream()
                        .sorted(Comparator.comparingInt(RowVerdict.Skipped::row))
                        .map(row -> new AddedContacts.Skipped(row.row(), row.reason()))
                        .toList());
    }

    private static Numbers numbers(Handle db, UUID campaignId) {
        return db.createQuery("""
                        select total_contacts, searchable_contacts, (select default_region from imports
                            where campaign_id = c.id order by created_at limit 1)
                        from campaigns c where id = ? for no key update""")
                .bind(0, campaignId)
                .map((row, context) -> new Numbers(row.getInt(1), row.getInt(2), row.getString(3)))
                .one();
    }

    private String region(Numbers campaign, String asked) {
        if (asked != null) {
            return asked;
        }
        return campaign.region() == null ? defaultRegion : campaign.region();
    }

    /** One for all of them, as a file has it. */
    private static String[] header(List<Map<String, String>> contacts) {
        Set<String> names = new LinkedHashSet<>(Sheet.REQUIRED);
        contacts.forEach(contact -> names.addAll(contact.keySet()));
        if (names.size() > MOST_COLUMNS) {
            throw UnusableFile.because("TOO_MANY_COLUMNS", "The contacts have more than " + MOST_COLUMNS + " fields");
        }
        for (String name : names) {
            requireText(name);
        }
        return names.toArray(String[]::new);
    }

    private static String[] cells(String[] header, Map<String, String> contact) {
        String[] cells = new String[header.length];
        for (int i = 0; i < header.length; i++) {
            cells[i] = contact.getOrDefault(header[i], "");
            requireText(cells[i]);
        }
        return cells;
    }

    /** JSON can say what neither a file nor the database can hold. */
    private static void requireText(String text) {
        boolean lone =
                text.codePoints().anyMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (lone) {
            throw UnusableFile.because("NOT_TEXT", "A field has a character that is none: NUL, or half of one");
        }
    }

    private static Set<String> known(Handle db, UUID campaignId, Set<String> numbers) {
        return db.createQuery("select phone from contacts where campaign_id = :campaign and phone = any(:numbers)")
                .bind("campaign", campaignId)
                .bindArray("numbers", String.class, numbers)
                .mapTo(String.class)
                .set();
    }

    private static void insert(Handle db, UUID campaignId, Numbers before, List<RowVerdict.Accepted> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        PreparedBatch batch = db.prepareBatch("""
                insert into contacts (id, campaign_id, position, row_number, name, business_name, phone, variables)
                values (:id, :campaign, :position, :row, :name, :business, :phone, cast(:variables as jsonb))""");
        int position = before.total();
        for (RowVerdict.Accepted contact : contacts) {
            position++;
            batch.bind("id", UuidCreator.getTimeOrderedEpoch())
                    .bind("campaign", campaignId)
                    .bind("position", position)
                    // as if the file had gone on, below its header
                    .bind("row", position + 1)
                    .bind("name", contact.name())
                    .bind("business", contact.businessName())
                    .bind("phone", contact.phone().e164())
                    .bind("variables", contact.variables())
                    .add();
        }
        batch.execute();
        db.createUpdate("""
                        update campaigns set total_contacts = :total, updated_at = clock_timestamp() where id = :id""").bind("total", position).bind("id", campaignId).execute();
        if (before.searchable() == before.total()) {
            // Otherwise the import's own filling is not done yet, and must not meet another.
            ContactSearch.addSlice(db, campaignId);
        }
    }

    /** @param region of the campaign's file; null if it had none */
    private record Numbers(int total, int searchable, String region) {}
}
